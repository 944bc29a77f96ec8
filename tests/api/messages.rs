//! What is written in threads: by customers, by apps, and how it is read.

mod connection;
mod receive_message;
mod send_message;

//! Who is calling, and what they may do.

pub mod key;
pub mod token;

pub use key::KeyError;
pub use token::{Keys, TokenError};

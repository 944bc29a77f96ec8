//! What tests of whole servers share: real processes, callers, listeners, and the log that they leave behind.
//! A binary names it beside `support`.

#[path = "servers/eventually.rs"]
pub mod eventually;
#[path = "servers/listener.rs"]
pub mod listener;
#[path = "servers/process.rs"]
pub mod process;
#[path = "servers/scene.rs"]
pub mod scene;
#[path = "servers/story.rs"]
pub mod story;

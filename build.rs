//! Makes the folder of the built portal where it is missing, so that Baton builds without Node, and builds again when the
//! portal has changed.

use std::{fs, io};

fn main() -> io::Result<()> {
    fs::create_dir_all("frontend/dist")?;
    println!("cargo::rerun-if-changed=frontend/dist");
    println!("cargo::rerun-if-changed=build.rs");
    Ok(())
}

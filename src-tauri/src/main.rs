//! OBDeck's window.

#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

fn main() {
    obdeck::platform::prepare();
    if let Err(problem) = obdeck::run() {
        eprintln!("OBDeck cannot start: {problem}");
        std::process::exit(1);
    }
}

use libloading::Library;

/// The libraries that draw a tray icon, as the window toolkit looks for them.
const LIBRARIES: [&str; 2] = ["libayatana-appindicator3.so.1", "libappindicator3.so.1"];

/// Whether this system can draw a tray icon. The window toolkit finds out by ending the program.
pub fn is_there() -> bool {
    LIBRARIES.iter().any(|name| loads(name))
}

#[allow(unsafe_code)]
fn loads(name: &str) -> bool {
    // SAFETY: these libraries run nothing of their own when they are loaded, and the toolkit loads the same next.
    unsafe { Library::new(name) }.is_ok()
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_library_that_is_missing_does_not_load() {
        assert!(!super::loads("libno-such-indicator.so.1"));
        assert!(super::loads("libc.so.6"));
    }
}

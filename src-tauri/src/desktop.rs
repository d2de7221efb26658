use console::Desktop;
use console::dto::TrayReq;

/// A desktop that is told nothing.
pub struct Quiet;

impl Desktop for Quiet {
    fn notify(&self, _: &str, _: &str) -> Result<(), String> {
        Err("this desktop shows no notifications".to_owned())
    }

    fn set_tray(&self, _: &TrayReq) {}
}

//! What one operating system needs and the others do not.

/// To be called first, before any thread exists.
pub fn prepare() {
    #[cfg(target_os = "linux")]
    prefer_cpu_painting_without_gpu();
}

/// Without a GPU, WebKitGTK's default renderer takes several times the CPU of its other path.
#[cfg(target_os = "linux")]
#[allow(unsafe_code)]
fn prefer_cpu_painting_without_gpu() {
    const SWITCH: &str = "WEBKIT_DISABLE_DMABUF_RENDERER";
    let has_gpu = std::fs::read_dir("/dev/dri").is_ok_and(|devices| {
        devices.flatten().any(|device| device.file_name().to_string_lossy().starts_with("renderD"))
    });
    if has_gpu || std::env::var_os(SWITCH).is_some() {
        return;
    }
    // SAFETY: no other thread has been started yet.
    unsafe { std::env::set_var(SWITCH, "1") };
}

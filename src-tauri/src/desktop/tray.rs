use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use console::dto::{TrayLine, TrayReq};
use tauri::menu::{Menu, MenuItem, PredefinedMenuItem};
use tauri::tray::{TrayIcon, TrayIconBuilder};
use tauri::{AppHandle, Wry};

use super::{Chosen, raise};

const OPEN: &str = "open";
const QUIT: &str = "quit";
/// Before the number of a task's line.
const LINE: &str = "line-";

/// The icon in the tray, with a menu of what runs. It appears with the first words for it.
pub struct Tray {
    app: AppHandle,
    parts: Arc<Parts>,
}

struct Parts {
    folder: PathBuf,
    chosen: Chosen,
    icon: Mutex<Icon>,
    /// What each line of the menu opens.
    targets: Arc<Mutex<Vec<String>>>,
}

enum Icon {
    NotYet,
    /// This desktop has none, or it failed.
    None,
    Shown(Box<Shown>),
}

struct Shown {
    icon: TrayIcon,
    menu: Menu<Wry>,
    lines: Vec<MenuItem<Wry>>,
    open: MenuItem<Wry>,
    quit: MenuItem<Wry>,
    says: TrayReq,
}

impl Tray {
    pub fn new(app: AppHandle, folder: PathBuf, chosen: Chosen) -> Self {
        let icon = Mutex::new(if is_possible() { Icon::NotYet } else { Icon::None });
        Self { app, parts: Arc::new(Parts { folder, chosen, icon, targets: Arc::default() }) }
    }

    /// Says something else from now on. Returns at once.
    pub fn set(&self, tray: TrayReq) {
        let (app, parts) = (self.app.clone(), self.parts.clone());
        let on_main_thread = self.app.run_on_main_thread(move || parts.set(&app, tray));
        if let Err(problem) = on_main_thread {
            tracing::info!(%problem, "the tray was not set");
        }
    }
}

impl Parts {
    fn set(&self, app: &AppHandle, tray: TrayReq) {
        let mut icon = self.icon.lock().unwrap_or_else(PoisonError::into_inner);
        let targets = tray.running.iter().map(|line| line.operation_id.clone()).collect();
        *self.targets.lock().unwrap_or_else(PoisonError::into_inner) = targets;
        let done = match &mut *icon {
            Icon::None => return,
            Icon::NotYet => self.build(app, tray).map(|shown| *icon = Icon::Shown(Box::new(shown))),
            Icon::Shown(shown) => shown.update(app, tray),
        };
        if let Err(problem) = done {
            tracing::info!(%problem, "this desktop has no tray");
            *icon = Icon::None;
        }
    }

    fn build(&self, app: &AppHandle, tray: TrayReq) -> tauri::Result<Shown> {
        let open = MenuItem::with_id(app, OPEN, &tray.open, true, None::<&str>)?;
        let quit = MenuItem::with_id(app, QUIT, &tray.quit, true, None::<&str>)?;
        let menu = Menu::with_items(app, &[&PredefinedMenuItem::separator(app)?, &open, &quit])?;
        let (targets, chosen) = (self.targets.clone(), self.chosen.clone());
        let mut builder = TrayIconBuilder::with_id("obdeck")
            .menu(&menu)
            .temp_dir_path(&self.folder)
            .on_menu_event(move |app, event| choose(app, event.id().as_ref(), &targets, &chosen));
        if let Some(picture) = app.default_window_icon() {
            builder = builder.icon(picture.clone());
        }
        let icon = builder.build(app)?;
        let nothing =
            TrayReq { running: Vec::new(), tooltip: String::new(), label: String::new(), ..tray.clone() };
        let mut shown = Shown { icon, menu, lines: Vec::new(), open, quit, says: nothing };
        shown.update(app, tray)?;
        Ok(shown)
    }
}

impl Shown {
    /// Changes what is different and leaves the rest: a menu may be open.
    fn update(&mut self, app: &AppHandle, tray: TrayReq) -> tauri::Result<()> {
        if tray == self.says {
            return Ok(());
        }
        self.open.set_text(&tray.open)?;
        self.quit.set_text(&tray.quit)?;
        while self.lines.len() > tray.running.len() {
            if let Some(line) = self.lines.pop() {
                self.menu.remove(&line)?;
            }
        }
        for (at, TrayLine { text, .. }) in tray.running.iter().enumerate() {
            match self.lines.get(at) {
                Some(line) => line.set_text(plain(text))?,
                None => {
                    let line =
                        MenuItem::with_id(app, format!("{LINE}{at}"), plain(text), true, None::<&str>)?;
                    self.menu.insert(&line, at)?;
                    self.lines.push(line);
                }
            }
        }
        self.icon.set_tooltip(Some(&tray.tooltip))?;
        self.icon.set_title(Some(&tray.label))?;
        self.says = tray;
        Ok(())
    }
}

/// A menu takes an ampersand for the mark of a key.
fn plain(text: &str) -> String {
    text.replace('&', "&&")
}

fn choose(app: &AppHandle, id: &str, targets: &Mutex<Vec<String>>, chosen: &Chosen) {
    match id {
        OPEN => raise(app),
        QUIT => app.exit(0),
        line => {
            let at = line.strip_prefix(LINE).and_then(|at| at.parse::<usize>().ok());
            let targets = targets.lock().unwrap_or_else(PoisonError::into_inner);
            let target = at.and_then(|at| targets.get(at)).cloned();
            drop(targets);
            if let Some(operation_id) = target {
                chosen.open(app, operation_id);
            }
        }
    }
}

#[cfg(target_os = "linux")]
fn is_possible() -> bool {
    let possible = super::indicator::is_there();
    if !possible {
        tracing::info!("no tray: neither libayatana-appindicator3 nor libappindicator3 is installed");
    }
    possible
}

#[cfg(not(target_os = "linux"))]
fn is_possible() -> bool {
    true
}

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};

use zbus::object_server::SignalEmitter;

use super::*;

const CONFIG: &str = r#"<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:dir=FOLDER</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*"/><allow eavesdrop="true"/><allow own="*"/></policy>
</busconfig>"#;

/// A bus on which nobody is until a test puts somebody there.
struct Bus {
    daemon: Child,
    address: String,
    _folder: tempfile::TempDir,
}

impl Bus {
    fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let config = folder.path().join("bus.conf");
        std::fs::write(&config, CONFIG.replace("FOLDER", &folder.path().display().to_string())).unwrap();
        let mut daemon = Command::new("dbus-daemon")
            .arg("--nofork")
            .arg("--print-address")
            .arg(format!("--config-file={}", config.display()))
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut address = String::new();
        BufReader::new(daemon.stdout.take().unwrap()).read_line(&mut address).unwrap();
        Self { daemon, address: address.trim().to_owned(), _folder: folder }
    }

    async fn connect(&self) -> zbus::Result<Connection> {
        zbus::connection::Builder::address(self.address.as_str())?.build().await
    }
}

impl Drop for Bus {
    fn drop(&mut self) {
        let _ = self.daemon.kill();
        let _ = self.daemon.wait();
    }
}

/// What a service was asked to show: the id it replaces, title, body, actions.
type Asked = (u32, String, String, Vec<String>);

struct Daemon {
    asked: Arc<Mutex<Vec<Asked>>>,
    silent: bool,
}

#[zbus::interface(name = "org.freedesktop.Notifications")]
impl Daemon {
    async fn get_capabilities(&self) -> Vec<String> {
        if self.silent {
            std::future::pending::<()>().await;
        }
        vec!["body-markup".to_owned(), "actions".to_owned()]
    }

    #[expect(clippy::too_many_arguments, reason = "that is how the service is specified")]
    async fn notify(
        &self,
        _app: String,
        replaces: u32,
        _icon: String,
        title: String,
        body: String,
        actions: Vec<String>,
        _hints: HashMap<String, zbus::zvariant::OwnedValue>,
        _timeout: i32,
        #[zbus(signal_emitter)] emitter: SignalEmitter<'_>,
    ) -> u32 {
        self.asked.lock().unwrap().push((replaces, title, body, actions));
        // The user clicks at once.
        Self::action_invoked(&emitter, 7, "default").await.unwrap();
        7
    }

    #[zbus(signal)]
    async fn action_invoked(emitter: &SignalEmitter<'_>, id: u32, action: &str) -> zbus::Result<()>;
}

async fn daemon(bus: &Bus, silent: bool) -> (Connection, Arc<Mutex<Vec<Asked>>>) {
    let asked = Arc::default();
    let daemon = Daemon { asked: Arc::clone(&asked), silent };
    let builder = zbus::connection::Builder::address(bus.address.as_str()).unwrap();
    let served = builder.name(SERVICE).unwrap().serve_at(PATH, daemon).unwrap().build().await.unwrap();
    (served, asked)
}

fn note(operation_id: &str) -> ShowNoticeReq {
    ShowNoticeReq {
        title: "Init of <ob> failed".to_owned(),
        body: "at Start observer & so on".to_owned(),
        operation_id: operation_id.to_owned(),
    }
}

#[tokio::test]
async fn a_notification_is_shown_and_a_click_opens_its_operation() {
    let bus = Bus::start();
    let (_served, asked) = daemon(&bus, false).await;
    let (notes, queue) = mpsc::unbounded_channel();
    let (clicks, mut clicked) = mpsc::unbounded_channel();
    notes.send(note("a")).unwrap();
    let serving = serve(
        queue,
        || bus.connect(),
        Duration::from_secs(30),
        move |id| {
            let _ = clicks.send(id);
        },
    );
    tokio::select! {
        () = serving => panic!("it goes on while notes may come"),
        first = clicked.recv() => assert_eq!(first.as_deref(), Some("a")),
    }
    let asked = asked.lock().unwrap().clone();
    let (replaces, title, body, actions) = &asked[0];
    assert_eq!((*replaces, title.as_str()), (0, "Init of <ob> failed"), "titles hold no markup");
    assert_eq!(body, "at Start observer &amp; so on");
    assert_eq!(actions, &["default", ""]);
}

#[tokio::test]
async fn a_newer_notification_takes_the_place_of_the_one_before() {
    let bus = Bus::start();
    let (_served, asked) = daemon(&bus, false).await;
    let mut service = Some(Service::open(bus.connect().await.unwrap()).await.unwrap());
    for _ in 0..2 {
        show(&mut service, &|| bus.connect(), &note("a")).await.unwrap();
    }
    let replaced: Vec<u32> = asked.lock().unwrap().iter().map(|asked| asked.0).collect();
    assert_eq!(replaced, [0, 7]);
    assert_eq!(service.unwrap().shown.len(), 1);
}

#[tokio::test]
async fn without_a_service_it_is_an_error_at_once() {
    let bus = Bus::start();
    let shown = show(&mut None, &|| bus.connect(), &note("a")).await;
    assert!(matches!(shown, Err(zbus::Error::MethodError(..))), "{shown:?}");
}

#[tokio::test]
async fn a_service_that_never_answers_holds_up_nobody() {
    let bus = Bus::start();
    let (_served, _) = daemon(&bus, true).await;
    let (notes, queue) = mpsc::unbounded_channel();
    notes.send(note("a")).unwrap();
    notes.send(note("b")).unwrap();
    drop(notes);
    // Returns once both were given up.
    serve(queue, || bus.connect(), Duration::from_millis(20), |_| ()).await;
}

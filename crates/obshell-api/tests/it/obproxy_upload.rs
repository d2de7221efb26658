//! Uploads of packages: what arrives, what is held meanwhile, and every way to end too early.

use std::io::{Cursor, Write};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use crate::support::sink::{Appetite, Sink};
use crate::support::{Agent, credentials, options, refusal, success, unauthorized};
use axum::body::Body;
use axum::http::Response;
use obshell_api::{CancellationToken, Client, Error, ObproxyPackage, PackageFile, UploadProgress};
use serde_json::json;
use tokio::io::{AsyncSeek, ReadBuf};

const MIB: u64 = 1024 * 1024;

fn content(length: usize) -> Vec<u8> {
    (0..length).map(|index| (index * 7 + index / 251) as u8).collect()
}

fn package(content: &[u8]) -> PackageFile {
    PackageFile::new("obproxy-ce.rpm", content.len() as u64, Cursor::new(content.to_vec()))
}

async fn agent() -> (Agent, Client) {
    let agent = Agent::start("SINGLE", true).await;
    let client = agent.client("", "", "4gent");
    (agent, client)
}

fn client_of(sink: &Sink) -> Client {
    let client = Client::new(sink.address.clone(), options()).unwrap();
    client.set_credentials(credentials("", "", "4gent"));
    client
}

async fn upload(client: &Client, package: PackageFile) -> Result<ObproxyPackage, Error> {
    client.obproxy_upload(package, drop, &CancellationToken::new()).await
}

fn taken() -> Response<Body> {
    success(json!({"PkgId": 7, "Name": "obproxy-ce"}))
}

/// The file in a form of one part.
fn file_in<'a>(form: &'a [u8], content_type: &str) -> (&'a str, &'a [u8]) {
    let boundary = content_type.strip_prefix("multipart/form-data; boundary=").unwrap();
    let head_end = form.windows(4).position(|four| four == b"\r\n\r\n").unwrap() + 4;
    let head = str::from_utf8(&form[..head_end]).unwrap();
    assert!(head.starts_with(&format!("--{boundary}\r\n")), "{head}");
    let tail = format!("\r\n--{boundary}--\r\n");
    (head, form[head_end..].strip_suffix(tail.as_bytes()).unwrap())
}

#[tokio::test]
async fn the_agent_gets_a_form_with_the_file() {
    let (agent, client) = agent().await;
    for length in [0, 1, 196_607, 1_000_000] {
        let content = content(length);
        agent.will_answer(success(json!({
            "PkgId": 7, "Name": "obproxy-ce", "Version": "4.3.1.0", "ReleaseDistribution": "4.el7",
            "Distribution": "el7", "Release": "4", "Architecture": "x86_64", "Size": 900, "PayloadSize": 100,
            "ChunkCount": 1, "Md5": "d41d8cd9", "GmtModify": "2026-05-08T14:03:11+08:00",
        })));
        let package = upload(&client, package(&content)).await.unwrap();
        assert_eq!((package.pkg_id, package.release_distribution.as_str()), (7, "4.el7"));
        assert_eq!(
            (package.size, package.payload_size, package.chunk_count),
            (Some(900), Some(100), Some(1))
        );
        assert!(package.gmt_modify.is_some());
        let seen = agent.seen().pop().unwrap();
        assert_eq!((seen.method.as_str(), seen.target.as_str()), ("POST", "/api/v1/obproxy/package"));
        assert_eq!((seen.header_name, &seen.header["Auth"]), ("x-ocs-agent-header", &json!("4gent")));
        assert!(seen.content_length.is_some());
        let (head, file) = file_in(&seen.plain, seen.content_type.as_deref().unwrap());
        assert!(head.contains("form-data; name=\"file\"; filename=\"obproxy-ce.rpm\"\r\n"), "{head}");
        assert!(file == content, "{length}");
    }
}

#[tokio::test]
async fn the_package_may_be_named_in_any_case() {
    let (agent, client) = agent().await;
    agent.will_answer(success(json!({"pkg_id": 7, "name": "obproxy-ce", "release_distribution": "4.el7"})));
    let package = upload(&client, package(b"x")).await.unwrap();
    assert_eq!((package.pkg_id, package.name.as_str(), package.md5.as_str()), (7, "obproxy-ce", ""));
    assert_eq!(package.release_distribution, "4.el7");
}

#[tokio::test]
async fn a_file_on_disk_is_called_by_its_name() {
    let (agent, client) = agent().await;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a\"b.rpm");
    std::fs::File::create(&path).unwrap().write_all(b"rpm").unwrap();
    let file = PackageFile::open(&path).await.unwrap();
    agent.will_answer(taken());
    assert_eq!((file.name(), file.length()), ("a\"b.rpm", 3));
    upload(&client, file).await.unwrap();
    let seen = agent.seen().pop().unwrap();
    let (head, file) = file_in(&seen.plain, seen.content_type.as_deref().unwrap());
    assert!(head.contains("filename=\"a%22b.rpm\"\r\n") && file == b"rpm", "{head}");
    for path in [folder.path().to_owned(), folder.path().join("missing")] {
        let error = PackageFile::open(&path).await.unwrap_err();
        assert!(matches!(error, Error::File { .. }), "{error:?}");
    }
}

#[tokio::test]
async fn a_refused_header_is_corrected_and_all_of_the_file_sent_again() {
    let (agent, client) = agent().await;
    let content = content(700_000);
    agent.world().strict = true;
    client.obproxy_start().await.unwrap_err();
    agent.world().key = 1;
    agent.will_answer(taken());
    upload(&client, package(&content)).await.unwrap();
    agent.will_answer(unauthorized("Expired"));
    agent.will_answer(taken());
    upload(&client, package(&content)).await.unwrap();
    let seen = agent.seen();
    assert_eq!(seen.iter().map(|seen| seen.key).collect::<Vec<_>>(), [0, 1, 1, 1]);
    for seen in &seen[1..] {
        let (_, file) = file_in(&seen.plain, seen.content_type.as_deref().unwrap());
        assert!(file == content);
    }
    let keys = |index: usize| seen[index].header["Keys"].clone();
    assert_ne!(keys(2), keys(3), "no key is used twice");
}

#[tokio::test]
async fn a_refusal_is_final() {
    let (agent, client) = agent().await;
    agent.will_answer(refusal(400, "OBProxy.Package.Name.Invalid", 0));
    let error = upload(&client, package(b"x")).await.unwrap_err();
    assert!(matches!(error, Error::Rejected(_)), "{error:?}");
    assert_eq!(agent.seen().len(), 1);
}

/// So many bytes out of nothing, and the largest number of them that anybody wanted at once.
struct Endless {
    left: u64,
    largest: Arc<AtomicU64>,
}

impl tokio::io::AsyncRead for Endless {
    fn poll_read(
        mut self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> std::task::Poll<std::io::Result<()>> {
        self.largest.fetch_max(buffer.remaining() as u64, Ordering::SeqCst);
        let length = self.left.min(buffer.remaining() as u64);
        buffer.put_slice(&vec![b'x'; length as usize]);
        self.left -= length;
        std::task::Poll::Ready(Ok(()))
    }
}

impl AsyncSeek for Endless {
    fn start_seek(self: std::pin::Pin<&mut Self>, position: std::io::SeekFrom) -> std::io::Result<()> {
        assert_eq!((position, self.left), (std::io::SeekFrom::Start(0), self.left));
        Ok(())
    }

    fn poll_complete(
        self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<std::io::Result<u64>> {
        std::task::Poll::Ready(Ok(0))
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_long_file_is_never_held_as_a_whole() {
    let (read, ahead) = (Arc::new(AtomicU64::new(0)), Arc::new(AtomicU64::new(0)));
    let (now, most) = (read.clone(), ahead.clone());
    let on_part = move |taken: u64| {
        most.fetch_max(now.load(Ordering::SeqCst).saturating_sub(taken / 4 * 3), Ordering::SeqCst);
    };
    let sink = Sink::start(Appetite::All, on_part).await;
    let largest = Arc::new(AtomicU64::new(0));
    let file = Endless { left: 64 * MIB, largest: largest.clone() };
    let told = Arc::new(Mutex::new(Vec::new()));
    let listener = told.clone();
    let progress = move |progress: UploadProgress| {
        read.store(progress.read, Ordering::SeqCst);
        listener.lock().unwrap().push(progress);
    };
    let file = PackageFile::new("big.rpm", 64 * MIB, file);
    client_of(&sink).obproxy_upload(file, progress, &CancellationToken::new()).await.unwrap();
    assert!(sink.taken.load(Ordering::SeqCst) > 64 * MIB / 3 * 4);
    assert!(largest.load(Ordering::SeqCst) <= 192 * 1024, "read at once");
    let ahead = ahead.load(Ordering::SeqCst);
    assert!(ahead < 24 * MIB, "{ahead} bytes were read and not yet received, most of them in sockets");
    let told = told.lock().unwrap();
    assert!((50..=66).contains(&told.len()), "{}: the clock stands still, so about once a MiB", told.len());
    assert!(told.is_sorted_by_key(|progress| progress.read));
    assert_eq!(told.last(), Some(&UploadProgress { read: 64 * MIB, total: 64 * MIB }));
}

#[tokio::test]
async fn whoever_cancels_in_the_middle_has_changed_nothing() {
    let sink = Sink::start(Appetite::BytesAndStay(2 * MIB), |_| {}).await;
    let (cancel, client) = (CancellationToken::new(), client_of(&sink));
    let file = PackageFile::new("big.rpm", 64 * MIB, Endless { left: 64 * MIB, largest: Arc::default() });
    let call = client.obproxy_upload(file, drop, &cancel);
    let (answer, ()) = tokio::join!(call, async {
        sink.full.notified().await;
        cancel.cancel();
    });
    let error = answer.unwrap_err();
    assert!(matches!(error, Error::Cancelled { whole: false }) && !error.outcome_unknown(), "{error:?}");
    sink.left.notified().await;
    assert!(sink.taken.load(Ordering::SeqCst) < 64 * MIB);
}

#[tokio::test]
async fn whoever_cancels_at_the_end_cannot_know() {
    let sink = Sink::start(Appetite::AllInSilence, |_| {}).await;
    let (cancel, client) = (CancellationToken::new(), client_of(&sink));
    let call = client.obproxy_upload(package(b"rpm"), drop, &cancel);
    let (answer, ()) = tokio::join!(call, async {
        sink.full.notified().await;
        cancel.cancel();
    });
    let error = answer.unwrap_err();
    assert!(matches!(error, Error::Cancelled { whole: true }) && error.outcome_unknown(), "{error:?}");
}

#[tokio::test]
async fn what_was_cancelled_before_is_not_sent() {
    let (agent, client) = agent().await;
    let cancel = CancellationToken::new();
    cancel.cancel();
    let error = client.obproxy_upload(package(b"rpm"), drop, &cancel).await.unwrap_err();
    assert!(matches!(error, Error::Cancelled { whole: false }), "{error:?}");
    assert_eq!(agent.world().all, 0);
}

#[tokio::test]
async fn a_file_of_another_length_is_not_taken() {
    for (announced, said) in [(400_000, "shorter than 400000"), (299_999, "longer than 299999")] {
        let sink = Sink::start(Appetite::All, |_| {}).await;
        let file = PackageFile::new("p.rpm", announced, Cursor::new(content(300_000)));
        let error = upload(&client_of(&sink), file).await.unwrap_err();
        assert!(matches!(&error, Error::File { detail } if detail.contains(said)), "{error:?}");
        assert!(!error.outcome_unknown());
        assert!(sink.taken.load(Ordering::SeqCst) < announced / 3 * 4, "never all of it");
    }
}

#[tokio::test]
async fn a_connection_that_breaks_in_the_middle_has_changed_nothing() {
    let sink = Sink::start(Appetite::Bytes(MIB), |_| {}).await;
    let file = PackageFile::new("big.rpm", 64 * MIB, Endless { left: 64 * MIB, largest: Arc::default() });
    let error = upload(&client_of(&sink), file).await.unwrap_err();
    assert!(matches!(error, Error::Unreachable { .. }) && !error.outcome_unknown(), "{error:?}");
}

//! Packages of OBProxy on their way to agents.

use crate::common::proxies::bench;
use console::dto::*;

const NAME: &str = "obproxy-ce-4.3.1.0-4.el7.x86_64.rpm";
const UPLOAD: &str = "/api/v1/obproxy/package";
const MIB: u64 = 1024 * 1024;

#[tokio::test]
async fn a_package_goes_to_one_agent_after_the_other() {
    let (bench, id) = bench(|_| {}).await;
    bench.package(NAME, 4 * MIB);
    let agents = bench.sandbox.addresses();
    let mut watcher = bench.upload(&id, &agents).await;
    let mut at_once = 0;
    let done = loop {
        let progress = watcher.until(|_| true).await;
        let sending = progress.agents.iter().filter(|it| it.state == UploadState::Sending).count();
        at_once = at_once.max(sending);
        if progress.over {
            break progress;
        }
    };
    assert_eq!((at_once, done.problem.clone()), (1, None));
    assert_eq!((done.file.as_deref(), done.size), (Some(NAME), 4 * MIB));
    for (at, agent) in done.agents.iter().enumerate() {
        let package = agent.package.as_ref().unwrap();
        assert_eq!(
            (agent.state, agent.sent, bench.sent(at, "POST", UPLOAD)),
            (UploadState::Done, 4 * MIB, 1)
        );
        assert_eq!((package.version.as_str(), package.release.as_str()), ("4.3.1.0", "4.el7"));
    }
    let seen = bench.proxies(&id).await;
    assert!(seen.agents.iter().all(|it| it.package.as_ref().unwrap().version == "4.3.1.0"));
    let request = AuditReq { before: None, connection_id: Some(id), only_trouble: false, limit: 50 };
    let audit = bench.console.audit(request).await.unwrap().entries;
    let told = audit.iter().filter(|it| it.call == format!("POST {UPLOAD}"));
    assert!(told.clone().all(|it| it.outcome == AuditOutcome::Accepted) && told.count() == 3);
}

#[tokio::test]
async fn one_that_is_cancelled_is_not_there() {
    let (bench, id) = bench(|_| {}).await;
    bench.package(NAME, 512 * MIB);
    let agents = bench.sandbox.addresses();
    let mut watcher = bench.upload(&id, &agents[..2]).await;
    watcher.until(|progress| progress.agents[0].sent > 0).await;
    bench.unwatch("upload").await;
    let end = watcher.end().await;
    assert_eq!((end.agents[0].state, end.agents[1].state), (UploadState::Cancelled, UploadState::Cancelled));
    assert!(end.agents[0].sent < end.size && end.agents[0].problem.is_none(), "{end:#?}");
    assert_eq!(bench.sent(1, "POST", UPLOAD), 0, "nobody else is begun with");
    assert!(bench.proxies(&id).await.agents[0].package.is_none());
    bench.package(NAME, 10);
    assert_eq!(bench.upload(&id, &agents[..1]).await.end().await.agents[0].state, UploadState::Done);
}

#[tokio::test]
async fn what_is_no_package_of_obproxy_is_the_agents_word() {
    let (bench, id) = bench(|options| options.traits.get_mut(&1).unwrap().agent_password = None).await;
    bench.package("oceanbase-ce-4.3.1.0-4.el7.x86_64.rpm", 10);
    let end = bench.upload(&id, &bench.sandbox.addresses()).await.end().await;
    let codes: Vec<_> = end.agents.iter().map(|it| it.problem.as_ref().unwrap().agent_code.clone()).collect();
    let invalid = Some("OBProxy.Package.Name.Invalid".to_owned());
    assert_eq!(codes, [invalid.clone(), None, invalid], "the others are tried all the same");
    assert!(end.agents.iter().all(|it| it.state == UploadState::Failed));
    assert_eq!(bench.sent(1, "POST", UPLOAD), 0, "one without a password is sent nothing");
}

#[tokio::test]
async fn without_a_file_nothing_is_sent() {
    let (bench, id) = bench(|_| {}).await;
    let end = bench.upload(&id, &bench.sandbox.addresses()).await.end().await;
    assert_eq!((end.file, end.problem.unwrap().code), (None, ErrorCode::Invalid));
    assert_eq!(bench.sent(0, "POST", UPLOAD), 0);
    let nobody = bench.try_upload(&id, &[]).await.err().unwrap();
    let stranger = bench.try_upload(&id, &["127.0.0.1:1999".to_owned()]).await.err().unwrap();
    assert_eq!((nobody.code, stranger.code), (ErrorCode::NotFound, ErrorCode::NotFound));
}

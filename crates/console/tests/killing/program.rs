use std::path::Path;

use console::Console;
use console::dto::*;

use super::{Numbers, Step, open};
use crate::keeping::cluster;

/// More than any kill waits for.
const MOST_STEPS: u64 = 1000;

/// With more connections than this, the next step takes one away.
const ENOUGH: usize = 12;

struct Life {
    console: Console,
    numbers: Numbers,
    /// Makes names and values that no other life has.
    seed: u64,
    made: u64,
    deleted: Vec<ConnectionView>,
}

/// Changes one thing after the other until it is killed, and says each before and after.
pub async fn life(directory: &Path, seed: u64) {
    let (console, _vault) = open(directory).await;
    let mut life = Life { console, numbers: Numbers(seed), seed, made: 0, deleted: Vec::new() };
    for _ in 0..MOST_STEPS {
        life.step().await;
    }
}

impl Life {
    async fn step(&mut self) {
        let views = self.console.connections(Nothing {}).await.unwrap().connections;
        let choice = self.numbers.below(10);
        if views.is_empty() || choice < 3 && views.len() < ENOUGH {
            return self.add().await;
        }
        let at = usize::try_from(self.numbers.below(views.len() as u64)).unwrap();
        let view = views[at].clone();
        match choice {
            0..3 => self.delete(view).await,
            3..6 => self.edit(view).await,
            6 => self.raise(view).await,
            7 => match self.deleted.pop() {
                Some(view) => self.restore(view).await,
                None => self.delete(view).await,
            },
            8 => self.arrange(views).await,
            _ => self.pin().await,
        }
    }

    async fn add(&mut self) {
        let secret = self.store().await;
        let (name, note) = (format!("c{}-{}", self.seed, self.made), self.note());
        Step::Add { name: name.clone(), note: note.clone(), secret: secret.id.clone() }.say();
        let mut settings = ConnectionSettings { note, ..cluster(&name) };
        settings.passwords.root = Some(secret);
        self.console.add_connection(AddConnectionReq { settings, guard: None }).await.unwrap();
        done(None);
    }

    async fn edit(&mut self, view: ConnectionView) {
        let secret = if self.numbers.below(2) == 0 { Some(self.store().await) } else { None };
        let (mut settings, note) = (view.settings, self.note());
        let id = secret.as_ref().map(|secret| secret.id.clone());
        Step::Edit { name: settings.name.clone(), note: note.clone(), secret: id }.say();
        settings.note = note;
        settings.passwords.root = secret.or(settings.passwords.root);
        self.console.edit_connection(EditConnectionReq { connection_id: view.id, settings }).await.unwrap();
        done(None);
    }

    async fn raise(&mut self, view: ConnectionView) {
        Step::Raise { name: view.settings.name }.say();
        let raise = RaiseGuardReq { connection_id: view.id, level: GuardLevel::ReadOnly };
        self.console.raise_guard(raise).await.unwrap();
        done(None);
    }

    async fn delete(&mut self, view: ConnectionView) {
        Step::Delete { name: view.settings.name.clone() }.say();
        let request = ConnectionReq { connection_id: view.id.clone() };
        self.console.delete_connection(request).await.unwrap();
        done(None);
        self.deleted.push(view);
    }

    async fn restore(&mut self, view: ConnectionView) {
        Step::Restore { name: view.settings.name }.say();
        self.console.restore_connection(ConnectionReq { connection_id: view.id }).await.unwrap();
        done(None);
    }

    async fn arrange(&mut self, mut views: Vec<ConnectionView>) {
        let (mut places, mut names) = (Vec::new(), Vec::new());
        while !views.is_empty() {
            let at = usize::try_from(self.numbers.below(views.len() as u64)).unwrap();
            let view = views.remove(at);
            let group = ["", "east", "west"][usize::try_from(self.numbers.below(3)).unwrap()].to_owned();
            names.push((view.settings.name, group.clone()));
            places.push(ConnectionPlace { id: view.id, group });
        }
        Step::Arrange { places: names }.say();
        self.console.arrange_connections(ArrangeConnectionsReq { places }).await.unwrap();
        done(None);
    }

    async fn pin(&mut self) {
        let address = format!("10.0.0.{}:2886", self.numbers.below(20));
        let fingerprint =
            format!("SHA256 {}", vec![format!("{:02x}", self.numbers.below(256)); 32].join(":"));
        Step::Pin { address: address.clone(), fingerprint: fingerprint.clone() }.say();
        self.console.trust_key(TrustKeyReq { address, fingerprint }).await.unwrap();
        done(None);
    }

    async fn store(&mut self) -> SecretRef {
        self.made += 1;
        let value = format!("secret {} of {}", self.made, self.seed);
        Step::Store { value: value.clone() }.say();
        let request = StoreSecretReq { replaces: None, value: value.as_str().into() };
        let secret = self.console.store_secret(request).await.unwrap();
        done(Some(secret.id.clone()));
        secret
    }

    /// Of any length up to a few pages of the database; a line of it still fits into a pipe at once.
    fn note(&mut self) -> String {
        let (letter, length) = (self.numbers.below(26), self.numbers.below(3000));
        let letter = char::from(b'a' + u8::try_from(letter).unwrap());
        letter.to_string().repeat(usize::try_from(length).unwrap())
    }
}

fn done(secret: Option<String>) {
    Step::Done { secret }.say();
}

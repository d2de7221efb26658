use std::sync::Arc;

use super::book::Book;
use super::desk::TaskDesk;
use super::rows::Listing;
use crate::connections::Connection;
use crate::dto::{ConnectionKind, TaskSource, TaskSystem};

/// Every connection with what was last read of its tasks.
pub fn listings(connections: &[Connection], desk: &TaskDesk) -> Vec<Listing> {
    connections.iter().map(|connection| listing(connection, desk)).collect()
}

/// How fresh each of them is.
pub fn sources(connections: &[Connection], desk: &TaskDesk) -> Vec<TaskSource> {
    let source = |connection: &Connection| {
        let session = &connection.seen.session;
        TaskSource {
            connection_id: connection.id.clone(),
            name: connection.settings.name.clone(),
            system: system_of(connection),
            live: session.live && session.fresh,
            read_at: desk.book(&connection.id).and_then(|book| book.read_at),
            problem: session.problem.clone(),
        }
    };
    connections.iter().map(source).collect()
}

fn listing(connection: &Connection, desk: &TaskDesk) -> Listing {
    let facts = connection.seen.facts.as_ref();
    let remembered = || Arc::new(Book::remembered(&connection.seen.tasks, system_of(connection)));
    Listing {
        connection_id: connection.id.clone(),
        name: connection.settings.name.clone(),
        environment: connection.settings.environment,
        cluster_name: facts.map(|facts| facts.cluster_name.clone()).unwrap_or_default(),
        system: system_of(connection),
        book: desk.book(&connection.id).unwrap_or_else(remembered),
    }
}

fn system_of(connection: &Connection) -> TaskSystem {
    match connection.settings.kind {
        ConnectionKind::Cluster | ConnectionKind::Agent => TaskSystem::Obshell,
        ConnectionKind::Ocp => TaskSystem::Ocp,
    }
}

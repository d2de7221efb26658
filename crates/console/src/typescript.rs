//! The TypeScript side of the command table, `ui/src/ipc/generated.ts`.

use std::collections::BTreeMap;

use ts_rs::{Config, TS, TypeVisitor};

use crate::dto::*;

/// The whole text of the generated file.
pub fn generate() -> String {
    let mut types = Declarations::default();
    let mut commands = String::new();
    let mut streams = String::new();
    macro_rules! describe {
        (commands { $($command:ident: $request:ident => $reply:ident;)* }
         streams { $($stream:ident: $watch:ident => $event:ident;)* }) => {
            $(describe_row::<$request, $reply>(&mut types, &mut commands, stringify!($command));)*
            $(describe_row::<$watch, $event>(&mut types, &mut streams, stringify!($stream));)*
        };
    }
    crate::command_table!(describe);

    let declarations: Vec<String> = types.by_name.into_values().collect();
    format!(
        "// Generated from crates/console by `make types`. Do not edit.\n\n{}\n\n\
         /** Every command: its request and its reply. */\nexport type Commands = {{\n{commands}}};\n\n\
         /** Every stream: its request and its events. */\nexport type Streams = {{\n{streams}}};\n",
        declarations.join("\n\n")
    )
}

fn describe_row<Request: TS + 'static, Reply: TS + 'static>(
    types: &mut Declarations,
    rows: &mut String,
    name: &str,
) {
    types.visit::<Request>();
    types.visit::<Reply>();
    let config = Config::default();
    rows.push_str(&format!("  {name}: [{}, {}];\n", Request::name(&config), Reply::name(&config)));
}

#[derive(Default)]
struct Declarations {
    by_name: BTreeMap<String, String>,
}

impl TypeVisitor for Declarations {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        let config = Config::default();
        if T::output_path().is_none() {
            return;
        }
        let name = T::ident(&config);
        if self.by_name.contains_key(&name) {
            return;
        }
        let docs = T::docs().unwrap_or_default();
        self.by_name.insert(name, format!("{docs}export {}", T::decl(&config)));
        T::visit_dependencies(self);
        T::visit_generics(self);
    }
}

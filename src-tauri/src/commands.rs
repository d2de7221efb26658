use console::Sink;
use console::dto::*;
use tauri::ipc::Channel;
use tauri::{AppHandle, Builder, Wry};

use crate::console;

macro_rules! mount_table {
    (commands { $($command:ident: $request:ident => $reply:ident;)* }
     streams { $($stream:ident: $watch:ident => $event:ident;)* }) => {
        $(
            #[tauri::command]
            async fn $command(app: AppHandle, request: $request) -> Result<$reply, IpcError> {
                console(&app).await?.$command(request).await
            }
        )*
        $(
            #[tauri::command]
            async fn $stream(
                app: AppHandle,
                request: $watch,
                channel: Channel<$event>,
            ) -> Result<Nothing, IpcError> {
                let sink = Sink::new(move |event| channel.send(event).is_ok());
                console(&app).await?.$stream(request, sink).await
            }
        )*

        /// Mounts every command and stream of the table.
        pub fn mount(builder: Builder<Wry>) -> Builder<Wry> {
            builder.invoke_handler(tauri::generate_handler![$($command,)* $($stream,)*])
        }

        #[cfg(test)]
        const TABLE: &[&str] = &[$(stringify!($command),)* $(stringify!($stream),)*];
    };
}
console::command_table!(mount_table);

#[cfg(test)]
mod tests {
    include!("../commands.rs");

    #[test]
    fn the_build_script_declares_the_whole_table() {
        assert_eq!(COMMANDS, super::TABLE);
    }

    #[test]
    fn the_capability_allows_the_table_and_little_else() {
        let file: serde_json::Value =
            serde_json::from_str(include_str!("../capabilities/main.json")).unwrap();
        let mut allowed: Vec<String> =
            serde_json::from_value(file["permissions"].clone()).expect("permissions are names");
        let ours: Vec<String> =
            super::TABLE.iter().map(|command| format!("allow-{}", command.replace('_', "-"))).collect();
        allowed.retain(|permission| !ours.contains(permission));
        assert_eq!(allowed, ["core:window:allow-set-title", "clipboard-manager:allow-write-text"]);
        assert_eq!(file["windows"], serde_json::json!(["main"]));
    }
}

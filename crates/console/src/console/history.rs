//! Tasks that ended, searched, compared and measured against.

use super::Console;
use crate::dto::*;

#[expect(clippy::unused_async, reason = "every row of the command table is mounted alike")]
impl Console {
    pub async fn search_history(&self, _: SearchHistoryReq) -> Result<HistoryPage, IpcError> {
        Err(IpcError::not_found("history"))
    }

    pub async fn open_record(&self, _: RecordReq) -> Result<OpenedTask, IpcError> {
        Err(IpcError::not_found("record"))
    }

    pub async fn forget_records(&self, _: ForgetRecordsReq) -> Result<HistoryUsage, IpcError> {
        Err(IpcError::not_found("record"))
    }

    pub async fn compare_runs(&self, _: CompareRunsReq) -> Result<RunComparison, IpcError> {
        Err(IpcError::not_found("record"))
    }

    pub async fn usual_times(&self, _: OperationReq) -> Result<UsualTimes, IpcError> {
        Ok(UsualTimes { calls: Vec::new() })
    }

    pub async fn history_usage(&self, _: Nothing) -> Result<HistoryUsage, IpcError> {
        Err(IpcError::not_found("history"))
    }

    pub async fn limit_history(&self, _: HistoryLimits) -> Result<HistoryUsage, IpcError> {
        Err(IpcError::not_found("history"))
    }
}

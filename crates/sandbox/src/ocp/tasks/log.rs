//! What subtasks write: banners, Spring's lines, stack traces.

use time::{OffsetDateTime, UtcOffset};

use crate::clock::Ns;
use crate::gotime;
use crate::ocp::tasks::model::Subtask;

impl Subtask {
    pub fn banner(&mut self, now: Ns, offset: UtcOffset) {
        let (word, at) = (self.operation.word(), gotime::render(now, offset));
        self.log.push_str(&format!("############{{{word}}}{{{at}}}############\n\n"));
    }

    pub fn say(&mut self, now: Ns, offset: UtcOffset, level: &str, message: &str) {
        let at =
            OffsetDateTime::from_unix_timestamp_nanos(i128::from(now)).unwrap_or(OffsetDateTime::UNIX_EPOCH);
        let at = at.to_offset(offset);
        let (date, time) = (at.date(), (at.hour(), at.minute(), at.second(), at.millisecond()));
        let (hour, minute, second, milli) = time;
        let id = self.id;
        self.log.push_str(&format!(
            "{date} {hour:02}:{minute:02}:{second:02}.{milli:03} {level:>5} 61 --- [manual-subtask-executor{},\
             e874a2cead544112,{id:x}] c.a.o.s.t.b.{} : {message}\n",
            id % 8,
            self.class,
        ));
    }

    /// What stands under an error.
    pub fn trace(&mut self, why: &str) {
        let class = self.class;
        self.log.push_str(&format!(
            "{why}\n\tat com.alipay.ocp.service.task.business.{class}.run({class}.java:71)\n\
             \tat com.alipay.ocp.service.task.engine.runner.JavaSubtaskRunner.execute(JavaSubtaskRunner.java:64)\n"
        ));
    }

    pub fn reason(&self) -> String {
        match self.name {
            "Check if command exists" => "java.lang.IllegalStateException: command nc not found".to_owned(),
            "Check process not exist" => {
                "java.lang.IllegalStateException: COM32001: process obproxy should not exists on host"
                    .to_owned()
            }
            "Start obproxy" => {
                "java.lang.IllegalStateException: obproxy did not start: port 2883 is in use".to_owned()
            }
            name => format!("java.lang.IllegalStateException: practice: '{name}' is told to fail"),
        }
    }
}

//! The list of withdrawals.

use std::fs;
use std::io::{self, Write};

use kiosque_model::post::Source;

use crate::content::Unreachable;

use super::Decision;
use crate::archive::store::{Archive, WITHDRAWALS, network};

/// Whether a decision about a post is written down.
pub(super) fn is_logged(archive: &Archive, id: &str) -> bool {
    fs::read_to_string(archive.folder.join(WITHDRAWALS))
        .is_ok_and(|log| log.lines().any(|line| line.split('\t').nth(2) == Some(id)))
}

/// Writes the decision down: when, what, why; nothing of what the post said.
pub(super) fn log(
    archive: &Archive,
    source: Option<Source>,
    decision: &Decision,
) -> Result<(), Unreachable> {
    let path = archive.folder.join(WITHDRAWALS);
    let plain = |text: &str| text.replace(['\t', '\n', '\r'], " ");
    let line = format!(
        "{}\t{}\t{}\t{}\n",
        decision.now.strftime("%Y-%m-%dT%H:%M:%SZ"),
        source.map_or("-", network),
        plain(&decision.id),
        plain(&decision.reason)
    );
    let written = path
        .parent()
        .map_or(Ok(()), fs::create_dir_all)
        .and_then(|()| fs::File::options().create(true).append(true).open(&path))
        .and_then(|mut file| {
            file.write_all(line.as_bytes())?;
            file.sync_all()
        });
    written.map_err(|reason: io::Error| Unreachable { path, reason })
}

//! `kiosque archive verify`.

use kiosque_catalogue::editor::{Severity, archive_words};
use kiosque_model::Language;
use kiosque_press::archive::verifying;

use super::super::progress;
use super::super::telling::{Ending, Found, Told};
use super::arguments::Verify;
use super::open;

/// Reads every stored post again, and says what is damaged.
pub fn run(verify: &Verify, language: Language) -> Result<Ending, Ending> {
    let archive = open(&verify.folder.content, language)?;
    let language = archive.wording.language;
    let words = archive_words(language);
    let bar = progress::bar(words.verifying, archive.posts.len());
    let verified = verifying::verify(&archive, &|| bar.inc(1));
    bar.finish_and_clear();
    let folder = verify.folder.content.display().to_string();
    let found = Found {
        content: Some(&archive.content),
        folder: folder.clone(),
        language,
    };
    let faults = verified.faults.iter();
    let told = faults.map(|(path, fault)| {
        Told::of(
            fault.severity(),
            fault.code().to_owned(),
            (&folder, path),
            (fault.message(language), Some(fault.mend(language))),
            language,
        )
    });
    let damaged = verified
        .faults
        .iter()
        .any(|(_, fault)| fault.severity() == Severity::Error)
        || verified
            .diagnostics
            .iter()
            .any(|found| found.severity == Severity::Error);
    let ending = Ending::new(language)
        .with_problems(&found, &verified.diagnostics)
        .with_told(told)
        .with_count("posts", verified.posts)
        .with_count("files", verified.files);
    Ok(if damaged {
        ending.failed(String::new(), 1)
    } else {
        ending.succeeded((words.sound)(verified.posts, verified.files))
    })
}

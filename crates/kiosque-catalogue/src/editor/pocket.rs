//! What is said of the settings of live coverage and of the pocket edition.

use kiosque_model::Language;

use super::Problem;

/// Message and mend of a problem with those settings.
pub(super) fn say(problem: &Problem, language: Language) -> (String, String) {
    match language {
        Language::Fr => french(problem),
        Language::En => english(problem),
    }
}

fn french(problem: &Problem) -> (String, String) {
    use Problem as P;
    match problem {
        P::NumberOutside { field, least, most } => (
            format!("« {field} » doit être un nombre entier de {least} à {most}"),
            format!("Écrivez-le sans guillemets, par exemple : {field} = {least}."),
        ),
        P::ShortNameLong { name, characters } => (
            format!("« {name} » a {characters} caractères, trop pour tenir sous une icône"),
            "Donnez un nom court dans [pocket] : short_name = \"…\". Douze caractères tiennent \
             partout."
                .into(),
        ),
        P::IconShape {
            file,
            width,
            height,
        } => (
            format!("media/{file} fait {width} × {height} pixels : ce n’est pas une icône"),
            "Donnez un SVG carré, ou un PNG carré d’au moins 512 pixels de côté.".into(),
        ),
        P::ScreenshotShape {
            file,
            width,
            height,
        } => (
            format!(
                "media/{file} fait {width} × {height} pixels : aucun navigateur ne montrera cette \
                 capture"
            ),
            "Chaque côté fait de 320 à 3840 pixels, et le plus long pas plus de 2,3 fois l’autre. \
             Refaites la capture."
                .into(),
        ),
        _ => (String::new(), String::new()),
    }
}

fn english(problem: &Problem) -> (String, String) {
    use Problem as P;
    match problem {
        P::NumberOutside { field, least, most } => (
            format!("“{field}” must be a whole number from {least} to {most}"),
            format!("Write it without quotation marks, for example: {field} = {least}."),
        ),
        P::ShortNameLong { name, characters } => (
            format!("“{name}” has {characters} characters, too many to stand under an icon"),
            "Give a short name in [pocket]: short_name = \"…\". Twelve characters fit \
             everywhere."
                .into(),
        ),
        P::IconShape {
            file,
            width,
            height,
        } => (
            format!("media/{file} has {width} × {height} pixels: that is no icon"),
            "Give a square SVG, or a square PNG of at least 512 pixels a side.".into(),
        ),
        P::ScreenshotShape {
            file,
            width,
            height,
        } => (
            format!(
                "media/{file} has {width} × {height} pixels: no browser will show this screenshot"
            ),
            "Each side has 320 to 3840 pixels, and the longer one no more than 2.3 times the \
             other. Take the screenshot again."
                .into(),
        ),
        _ => (String::new(), String::new()),
    }
}

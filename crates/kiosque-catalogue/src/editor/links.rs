//! What is said of links once where they lead has been looked at.

use kiosque_model::Language;

use super::Problem;

/// Why nobody can tell whether an outside link still leads somewhere.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum LinkDoubt {
    /// The server answers with a status that says nothing of the page: 403, 429, 500…
    Status(u16),
    /// The server does not answer in time.
    Late,
    /// It sends from address to address without end.
    Loop,
    /// There is no connection to it, or no safe one: what the system says.
    Connection(String),
}

/// Message and mend of a problem with a link.
pub(super) fn say(problem: &Problem, language: Language) -> (String, String) {
    match language {
        Language::Fr => french(problem),
        Language::En => english(problem),
    }
}

fn french(problem: &Problem) -> (String, String) {
    use Problem as P;
    let replace = "Remplacez-le, menez à une copie archivée, ou retirez-le.";
    match problem {
        P::UnknownFragment {
            fragment,
            suggestion,
            ..
        } => (
            format!("la page n’a rien qui s’appelle « #{fragment} »"),
            suggestion.as_deref().map_or_else(
                || "Écrivez le titre visé en minuscules, sans accents, avec des tirets : #le-matin.".into(),
                |name| format!("Vouliez-vous dire « #{name} » ?"),
            ),
        ),
        P::OutsideLinkGone { link, status } => (
            format!("{link} n’existe plus (réponse {status})"),
            replace.into(),
        ),
        P::OutsideHostUnknown { link, host } => (
            format!("{link} ne mène nulle part : le domaine {host} n’existe pas"),
            replace.into(),
        ),
        P::OutsideLinkMoved { link, to } => (
            format!("{link} a déménagé"),
            format!("Écrivez la nouvelle adresse : {to}"),
        ),
        P::OutsideLinkUnclear { link, doubt } => {
            let (reason, mend) = match doubt {
                LinkDoubt::Status(status) => (
                    format!("le serveur répond {status}"),
                    "Ouvrez-le dans un navigateur : certains sites refusent les programmes.",
                ),
                LinkDoubt::Late => (
                    "le serveur ne répond pas à temps".into(),
                    "Recommencez plus tard.",
                ),
                LinkDoubt::Loop => (
                    "il renvoie d’adresse en adresse sans fin".into(),
                    "Ouvrez-le dans un navigateur : certains sites refusent les programmes.",
                ),
                LinkDoubt::Connection(reason) => (
                    format!("la connexion échoue ({reason})"),
                    "Recommencez plus tard ; si elle échoue encore, ouvrez-le dans un navigateur.",
                ),
            };
            (
                format!("on ne peut pas savoir si {link} existe encore : {reason}"),
                mend.into(),
            )
        }
        _ => (String::new(), String::new()),
    }
}

fn english(problem: &Problem) -> (String, String) {
    use Problem as P;
    let replace = "Replace it, lead to an archived copy, or take it out.";
    match problem {
        P::UnknownFragment {
            fragment,
            suggestion,
            ..
        } => (
            format!("nothing in the page is named “#{fragment}”"),
            suggestion.as_deref().map_or_else(
                || {
                    "Write the heading it means in lower case, without accents, with hyphens: \
                     #in-the-morning."
                        .into()
                },
                |name| format!("Did you mean “#{name}”?"),
            ),
        ),
        P::OutsideLinkGone { link, status } => (
            format!("{link} is no more (answer {status})"),
            replace.into(),
        ),
        P::OutsideHostUnknown { link, host } => (
            format!("{link} leads nowhere: there is no domain {host}"),
            replace.into(),
        ),
        P::OutsideLinkMoved { link, to } => (
            format!("{link} has moved"),
            format!("Write the new address: {to}"),
        ),
        P::OutsideLinkUnclear { link, doubt } => {
            let (reason, mend) = match doubt {
                LinkDoubt::Status(status) => (
                    format!("the server answers {status}"),
                    "Open it in a browser: some sites turn programs away.",
                ),
                LinkDoubt::Late => (
                    "the server does not answer in time".into(),
                    "Try again later.",
                ),
                LinkDoubt::Loop => (
                    "it sends from address to address without end".into(),
                    "Open it in a browser: some sites turn programs away.",
                ),
                LinkDoubt::Connection(reason) => (
                    format!("the connection fails ({reason})"),
                    "Try again later; if it still fails, open it in a browser.",
                ),
            };
            (
                format!("nobody can tell whether {link} still exists: {reason}"),
                mend.into(),
            )
        }
        _ => (String::new(), String::new()),
    }
}

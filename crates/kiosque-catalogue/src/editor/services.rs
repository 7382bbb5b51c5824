//! What is said of the services that keep comments and send the newsletter.

use kiosque_model::Language;

use super::Problem;

/// Why a service did not tell its comments.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum ServiceFault {
    /// There is no connection to it, or no safe one: what the system says.
    Connection(String),
    /// It does not answer in time.
    Late,
    /// It answers with another status than 200.
    Status(u16),
    /// It sends to another address.
    Moved(String),
    /// What it answers is not what such a service answers: a page, mostly.
    Unreadable,
    /// It answers more than anybody would read.
    TooLong,
}

/// What is printed in place of comments that could not be asked for.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Unasked {
    /// Discussions that could not be asked for.
    pub unread: usize,
    /// All discussions.
    pub of: usize,
    /// When what is printed instead was told, worded; none where nothing was kept.
    pub kept: Option<String>,
}

/// Message and mend of a problem with a service.
pub(super) fn say(problem: &Problem, language: Language) -> (String, String) {
    match language {
        Language::Fr => french(problem),
        Language::En => english(problem),
    }
}

fn french(problem: &Problem) -> (String, String) {
    use Problem as P;
    let near = |suggestion: Option<&str>, otherwise: String| {
        suggestion.map_or(otherwise, |name| format!("Vouliez-vous dire « {name} » ?"))
    };
    match problem {
        P::UnknownDriver {
            driver,
            known,
            suggestion,
        } => (
            format!("« {driver} » n’est pas un service connu de Kiosque"),
            near(
                suggestion.as_deref(),
                format!("Services connus : {}.", known.join(", ")),
            ),
        ),
        P::ServiceAddress {
            written,
            path,
            suggestion,
        } => {
            let form = if *path {
                "Écrivez une adresse https, sans « ? », sans « # » et sans mot de passe : \
                 https://commentaires.exemple.fr ; ou un chemin de ce site : /commentaires."
            } else {
                "Écrivez une adresse http ou https, sans « ? », sans « # » et sans mot de passe : \
                 http://127.0.0.1:8801."
            };
            (
                format!("« {written} » n’est pas l’adresse d’un service"),
                near(suggestion.as_deref(), form.into()),
            )
        }
        P::FormAddress { written } => (
            format!("« {written} » n’est pas une adresse où envoyer un formulaire"),
            "Copiez l’attribut action du formulaire que donne le service d’envoi : il commence par \
             https://."
                .into(),
        ),
        P::ListUuid { written } => (
            format!("« {written} » n’est pas l’UUID d’une liste"),
            "listmonk le montre dans la fenêtre de la liste, sous la forme \
             1f2e3d4c-5b6a-4789-8abc-0123456789ab."
                .into(),
        ),
        P::CommentsPostUnused => (
            "« comments_post » est le numéro d’un article de WordPress, et ce n’est pas WordPress \
             qui garde les commentaires"
                .into(),
            "Retirez cette ligne : le fil de cet article porte son adresse.".into(),
        ),
        P::DuplicateCommentsPost { number, other } => (
            format!("les commentaires de l’article {number} de WordPress sont déjà ceux de {other}"),
            "Corrigez l’un des deux numéros.".into(),
        ),
        P::CommentsUnasked {
            address,
            fault,
            printed: Unasked { unread, of, kept },
        } => {
            let reason = match fault {
                ServiceFault::Connection(reason) => format!("la connexion échoue ({reason})"),
                ServiceFault::Late => "le service ne répond pas à temps".into(),
                ServiceFault::Status(status) => format!("le service répond {status}"),
                ServiceFault::Moved(to) => format!("le service renvoie vers {to}"),
                ServiceFault::Unreadable => "la réponse n’est pas celle d’un tel service".into(),
                ServiceFault::TooLong => "la réponse est trop longue".into(),
            };
            let whose = match *unread {
                unread if unread == *of => "les commentaires".to_owned(),
                1 => format!("les commentaires d’une discussion sur {of}"),
                unread => format!("les commentaires de {unread} discussions sur {of}"),
            };
            let printed = match kept {
                Some(date) => format!("Ceux de la dernière fois ({date}) sont imprimés."),
                None => "Les discussions sont imprimées sans eux.".to_owned(),
            };
            (
                format!("{whose} n’ont pas pu être demandés à {address} : {reason}"),
                format!(
                    "{printed} Le navigateur des lecteurs les demandera. Vérifiez le service et \
                     son adresse, puis recommencez."
                ),
            )
        }
        _ => (String::new(), String::new()),
    }
}

fn english(problem: &Problem) -> (String, String) {
    use Problem as P;
    let near = |suggestion: Option<&str>, otherwise: String| {
        suggestion.map_or(otherwise, |name| format!("Did you mean “{name}”?"))
    };
    match problem {
        P::UnknownDriver {
            driver,
            known,
            suggestion,
        } => (
            format!("“{driver}” is no service that Kiosque knows"),
            near(
                suggestion.as_deref(),
                format!("Known services: {}.", known.join(", ")),
            ),
        ),
        P::ServiceAddress {
            written,
            path,
            suggestion,
        } => {
            let form = if *path {
                "Write an https address, without “?”, “#” or password: \
                 https://comments.example.com; or a path of this site: /comments."
            } else {
                "Write an http or https address, without “?”, “#” or password: \
                 http://127.0.0.1:8801."
            };
            (
                format!("“{written}” is not the address of a service"),
                near(suggestion.as_deref(), form.into()),
            )
        }
        P::FormAddress { written } => (
            format!("“{written}” is not an address that a form can be sent to"),
            "Copy the attribute action of the form that the newsletter’s service gives: it begins \
             with https://."
                .into(),
        ),
        P::ListUuid { written } => (
            format!("“{written}” is not the UUID of a list"),
            "listmonk shows it in the list’s window, in the form \
             1f2e3d4c-5b6a-4789-8abc-0123456789ab."
                .into(),
        ),
        P::CommentsPostUnused => (
            "“comments_post” is the number of a post of WordPress, and WordPress does not keep the \
             comments"
                .into(),
            "Take this line out: the article’s thread goes by its permalink.".into(),
        ),
        P::DuplicateCommentsPost { number, other } => (
            format!("the comments of WordPress’s post {number} are already those of {other}"),
            "Correct one of the two numbers.".into(),
        ),
        P::CommentsUnasked {
            address,
            fault,
            printed: Unasked { unread, of, kept },
        } => {
            let reason = match fault {
                ServiceFault::Connection(reason) => format!("the connection fails ({reason})"),
                ServiceFault::Late => "the service does not answer in time".into(),
                ServiceFault::Status(status) => format!("the service answers {status}"),
                ServiceFault::Moved(to) => format!("the service sends to {to}"),
                ServiceFault::Unreadable => "the answer is not one of such a service".into(),
                ServiceFault::TooLong => "the answer is too long".into(),
            };
            let whose = if unread == of {
                "the comments".to_owned()
            } else {
                format!("the comments of {unread} of {of} discussions")
            };
            let printed = match kept {
                Some(date) => format!("Those of the last time ({date}) are printed."),
                None => "Discussions are printed without them.".to_owned(),
            };
            (
                format!("{address} could not be asked for {whose}: {reason}"),
                format!(
                    "{printed} Readers’ browsers will ask for them. Look at the service and its \
                     address, then build again."
                ),
            )
        }
        _ => (String::new(), String::new()),
    }
}

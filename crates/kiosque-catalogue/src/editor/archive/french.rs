use super::{Loss, MediaRefusal, Refusal};

pub(super) fn refusal(refusal: &Refusal) -> (String, String) {
    use Refusal as R;
    let elsewhere =
        "Demandez le document d’origine, ou recopiez le message à la main (--format written).";
    let (message, mend): (String, String) = match refusal {
        R::Empty => (
            "le fichier est vide".into(),
            "Enregistrez de nouveau la réponse du réseau.".into(),
        ),
        R::NotUtf8 { at } => (
            format!("ce n’est pas du texte UTF-8 : l’octet {} n’en est pas", at + 1),
            "Donnez le fichier tel que le réseau l’a remis, sans l’enregistrer dans un autre codage.".into(),
        ),
        R::MalformedJson {
            line,
            column,
            reason,
        } => (
            format!("le JSON ne se lit pas, ligne {line}, colonne {column} : {reason}"),
            "Le fichier est peut-être coupé : enregistrez-le de nouveau en entier.".into(),
        ),
        R::MalformedToml { reason } => (
            format!("la fiche ne se lit pas : {reason}"),
            "Une fiche a les champs url, name, handle, date et text.".into(),
        ),
        R::UnknownFormat => (
            "aucun format connu n’est reconnu".into(),
            "Nommez-le avec --format ; « kiosque archive --help » en donne la liste.".into(),
        ),
        R::NoPost { format } => (
            format!("lu comme « {format} », le fichier ne contient aucun message"),
            "Vérifiez le fichier, ou nommez un autre format avec --format.".into(),
        ),
        R::NotAPost { kind } => (
            format!("ce n’est pas un message, mais « {kind} »"),
            "Donnez le message lui-même.".into(),
        ),
        R::NumberId => (
            "le numéro du message est écrit comme un nombre, et peut avoir été arrondi".into(),
            "Demandez un export qui l’écrit entre guillemets (id_str).".into(),
        ),
        R::MissingField { field } => (
            format!("il manque « {field} »"),
            elsewhere.into(),
        ),
        R::WrongField { field, found } => (
            format!("« {field} » ne se lit pas : {found}"),
            elsewhere.into(),
        ),
        R::Protected => (
            "le compte est protégé : le message n’était pas public".into(),
            "Il ne peut pas être archivé. Demandez à l’auteur de vous le confier.".into(),
        ),
        R::Private { visibility } => (
            format!("le message n’était pas public (« {visibility} »)"),
            "Il ne peut pas être archivé. Demandez à l’auteur de vous le confier.".into(),
        ),
        R::Withheld => (
            "le réseau retient ce message et donne un avis à la place de ses mots".into(),
            elsewhere.into(),
        ),
        R::Suspended => ("le compte est suspendu".into(), elsewhere.into()),
        R::Deleted => ("le message a été supprimé".into(), elsewhere.into()),
        R::Gone { reason } if reason.is_empty() => (
            "le réseau dit que le message n’est pas là, sans dire pourquoi".into(),
            elsewhere.into(),
        ),
        R::Gone { reason } => (
            format!("le réseau dit que le message n’est pas là : « {reason} »"),
            elsewhere.into(),
        ),
        R::NoAccount => (
            "l’export ne dit pas de quel compte il vient".into(),
            "Laissez « account.js » à côté du fichier, ou donnez --handle et --name.".into(),
        ),
        R::NoPermalink => (
            "rien ne dit où le message a été publié".into(),
            "Donnez son adresse avec --url.".into(),
        ),
        R::UnknownAddress { address } => (
            format!("{address} n’est l’adresse d’aucun message sur X, Bluesky ou Mastodon"),
            "Copiez l’adresse de la page du message, ou donnez le fichier d’un export.".into(),
        ),
        R::UnlistedInstance { host } => (
            format!("site.toml ne nomme pas {host} parmi les serveurs Mastodon à interroger"),
            format!("Ajoutez-le : [archive] mastodon = [\"{host}\"]."),
        ),
        R::Unanswered { host, why } => (
            format!("{host} ne donne pas le message : {}", media(why)),
            "Réessayez plus tard, ou enregistrez la réponse du réseau et donnez le fichier.".into(),
        ),
    };
    (spaced(message), spaced(mend))
}

pub(super) fn loss(loss: &Loss) -> String {
    use Loss as L;
    spaced(match loss {
        L::SpanOutside { start, end } => format!(
            "un lien annoncé aux octets {start} à {end} tombe hors du texte ; il est laissé de côté"
        ),
        L::SpanOverlap { text } => {
            format!("deux liens se chevauchent ; « {text} » reste du texte")
        }
        L::SpanMismatch { text } => {
            format!("« {text} » n’est pas le mot annoncé ; il reste du texte")
        }
        L::Address { href } => format!("« {href} » n’est pas une adresse du web ; pas de lien"),
        L::RangeOutside => {
            "la partie visible annoncée dépasse le texte ; elle est ramenée à sa fin".into()
        }
        L::Truncated => {
            "le texte complet n’est pas dans le fichier ; le message renverra à l’original".into()
        }
        L::Field { field } => format!("« {field} » ne se lit pas ; laissé de côté"),
        L::MediaKind { kind } => format!("média de genre inconnu (« {kind} ») ; laissé de côté"),
        L::VideoInSlices => {
            "la vidéo n’existe qu’en tranches (m3u8) ; il n’en reste que l’image".into()
        }
        L::UnknownCard { kind } => format!("aperçu de genre inconnu (« {kind} ») ; laissé de côté"),
        L::UnknownEmbed { kind } => {
            format!("insertion de genre inconnu (« {kind} ») ; laissée de côté")
        }
        L::InnerQuote => "le message cité en cite un autre ; celui-ci reste un lien".into(),
        L::Clock { declared, observed } => format!(
            "l’auteur date le message du {declared}, le réseau du {observed} ; vérifiez le jour"
        ),
        L::Media { url, why } => format!("{url} n’est pas gardé : {}", media(why)),
    })
}

fn media(why: &MediaRefusal) -> String {
    use MediaRefusal as M;
    match why {
        M::Host { host } => format!("{host} n’est pas un hôte de médias de ce réseau"),
        M::Scheme => "il n’est pas servi en https".into(),
        M::PrivateAddress { address } => format!("son hôte a une adresse privée ({address})"),
        M::Redirect { to } if to.is_empty() => "le serveur renvoie ailleurs".into(),
        M::Redirect { to } => format!("le serveur renvoie à {to}"),
        M::Status(status) => format!("le serveur répond {status}"),
        M::TooLarge { limit } => format!("il dépasse {} Mo", limit / 1_000_000),
        M::Type { found } => format!("« {found} » n’est ni image, ni vidéo, ni son"),
        M::Unreachable { reason } => format!("pas de réponse ({reason})"),
        M::Missing => "il n’est pas dans l’export".into(),
    }
}

/// French puts narrow no-break spaces inside quotation marks and before high punctuation.
fn spaced(sentence: String) -> String {
    sentence
        .replace("« ", "«\u{202f}")
        .replace(" »", "\u{202f}»")
        .replace(" ;", "\u{202f};")
        .replace(" :", "\u{a0}:")
}

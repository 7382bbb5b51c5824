//! The problems in French.

use kiosque_model::Language;
use kiosque_model::post::SpanFault;

use super::{ExpectedValue, PermalinkFault, Problem, hosting, links, pocket, services};

fn near(suggestion: Option<&str>, otherwise: &str) -> String {
    suggestion.map_or_else(
        || otherwise.to_owned(),
        |name| format!("Vouliez-vous dire « {name} » ?"),
    )
}

const fn expected(value: ExpectedValue) -> &'static str {
    match value {
        ExpectedValue::Text => "un texte entre guillemets droits : \"…\"",
        ExpectedValue::Texts => "une liste de textes : [\"…\", \"…\"]",
        ExpectedValue::Flag => "true ou false, sans guillemets",
        ExpectedValue::Comments => "true, false ou \"closed\"",
        ExpectedValue::Instant => {
            "une date avec son heure et son fuseau, sans guillemets : 2026-03-02T08:30:00+01:00"
        }
        ExpectedValue::Day => "un jour, sans guillemets : 2014-11-28",
        ExpectedValue::Hour => "une heure locale entre guillemets : \"09:05\"",
        ExpectedValue::Count => "un nombre entier d’au moins 1",
        ExpectedValue::Table => "une table : [nom]",
        ExpectedValue::Tables => "une liste de tables : [[nom]]",
        ExpectedValue::WebAddress => "une adresse qui commence par https:// ou http://",
        ExpectedValue::Timestamp => {
            "une date RFC 3339 en temps universel : \"2014-11-28T08:05:00Z\""
        }
    }
}

fn permalink(fault: &PermalinkFault) -> (String, String) {
    let (problem, mend) = match fault {
        PermalinkFault::Slashes => (
            "il doit commencer et finir par une barre oblique".to_owned(),
            "Écrivez-le ainsi : /2014/11/28/visite/.",
        ),
        PermalinkFault::EmptySegment => (
            "deux barres obliques s’y suivent".to_owned(),
            "Retirez la barre en trop.",
        ),
        PermalinkFault::DotSegment => (
            "il contient « . » ou « .. »".to_owned(),
            "Écrivez le chemin complet depuis la racine du site.",
        ),
        PermalinkFault::PercentEncoding => (
            "un « % » n’y est pas suivi de deux chiffres hexadécimaux qui forment de l’UTF-8"
                .to_owned(),
            "Écrivez les lettres telles quelles : Kiosque les encode lui-même.",
        ),
        PermalinkFault::Character(found) => (
            format!("le caractère {found:?} n’y a pas sa place"),
            "Retirez-le ou remplacez-le par un tiret.",
        ),
        PermalinkFault::Reserved(name) => (
            format!("le nom « {name} » est réservé aux fichiers de Kiosque"),
            "Choisissez un autre nom.",
        ),
        PermalinkFault::UnknownPart(name) => (
            format!("la partie {{{name}}} n’existe pas"),
            "Les articles connaissent {section}, {slug}, {year}, {month} et {day} ; les autres \
             pages {slug} ; la pagination {n}.",
        ),
        PermalinkFault::MissingPart(name) => (
            format!("il y manque {{{name}}}, sans quoi plusieurs pages auraient la même adresse"),
            "Ajoutez cette partie.",
        ),
    };
    (problem, mend.to_owned())
}

fn span(fault: &SpanFault) -> (String, String) {
    match fault {
        SpanFault::Bounds { start, end } => (
            format!("le passage {start}..{end} sort du texte ou coupe un caractère"),
            "Comptez en octets UTF-8, fin exclue ; ou réimportez le message.".to_owned(),
        ),
        SpanFault::Overlap { start } => (
            format!("le passage qui commence à {start} chevauche le précédent"),
            "Gardez un seul des deux passages et rangez-les dans l’ordre du texte.".to_owned(),
        ),
        SpanFault::Mismatch { text } => (
            format!("le passage posé sur « {text} » annonce d’autres mots"),
            "Les positions sont sans doute comptées en caractères : comptez en octets UTF-8."
                .to_owned(),
        ),
        SpanFault::Scheme { href } => (
            format!("« {href} » n’est pas une adresse http ou https"),
            "Corrigez l’adresse ou retirez le passage.".to_owned(),
        ),
    }
}

#[allow(clippy::too_many_lines, reason = "one arm a problem, nothing else")]
pub(super) fn say(problem: &Problem) -> (String, String) {
    use Problem as P;
    let (message, mend): (String, String) = match problem {
        P::SiteMissing => (
            "le fichier site.toml manque".into(),
            "Créez-le dans le dossier de contenu, ou indiquez le bon dossier avec --content."
                .into(),
        ),
        P::NotUtf8 => (
            "le fichier n’est pas du texte UTF-8".into(),
            "Enregistrez-le en UTF-8.".into(),
        ),
        P::FrontMatterMissing => (
            "l’article ne commence pas par son en-tête".into(),
            "Placez l’en-tête TOML entre deux lignes +++ dès la première ligne.".into(),
        ),
        P::FrontMatterUnclosed => (
            "l’en-tête n’est pas fermé".into(),
            "Ajoutez une ligne +++ après la dernière ligne de l’en-tête.".into(),
        ),
        P::Toml { reason } => (
            format!("le TOML ne se lit pas : {reason}"),
            "Corrigez cette ligne : chaque réglage s’écrit nom = valeur, les textes entre \
             guillemets droits."
                .into(),
        ),
        P::MissingField { field } => (
            format!("le réglage « {field} » manque"),
            format!("Ajoutez une ligne {field} = …"),
        ),
        P::EmptyField { field } => (
            format!("le réglage « {field} » est vide"),
            "Complétez-le.".into(),
        ),
        P::WrongValue {
            field,
            expected: value,
        } => (
            format!("« {field} » n’a pas la forme attendue"),
            format!("Écrivez {}.", expected(*value)),
        ),
        P::UnknownField { field, suggestion } => (
            format!("le réglage « {field} » n’existe pas"),
            near(
                suggestion.as_deref(),
                "Retirez-le, ou voyez docs/contracts/content.md.",
            ),
        ),
        P::DateWithoutZone { field } => (
            format!("la date « {field} » n’a pas de fuseau horaire"),
            "Ajoutez l’heure et le décalage : 2026-03-02T08:30:00+01:00.".into(),
        ),
        P::MalformedSlug { slug, suggestion } => (
            format!("l’identifiant « {slug} » a d’autres caractères que a-z, 0-9 et le tiret"),
            format!("Écrivez « {suggestion} »."),
        ),
        P::DuplicateSlug { slug, other } => (
            format!("l’identifiant « {slug} » est déjà pris par {other}"),
            "Changez l’un des deux.".into(),
        ),
        P::DuplicatePermalink { permalink, other } => (
            format!("l’adresse {permalink} est déjà celle de {other}"),
            "Changez l’identifiant de l’un, ou donnez-lui un réglage permalink.".into(),
        ),
        P::Permalink {
            permalink: link,
            fault,
        } => {
            let (problem, mend) = permalink(fault);
            (
                format!("l’adresse « {link} » ne peut pas être publiée : {problem}"),
                mend,
            )
        }
        P::UnknownSection {
            section,
            suggestion,
        } => (
            format!("la rubrique « {section} » n’est pas dans site.toml"),
            near(
                suggestion.as_deref(),
                "Ajoutez-la sous [[sections]], ou choisissez-en une autre.",
            ),
        ),
        P::UnknownAuthor { author, suggestion } => (
            format!("l’auteur « {author} » n’est pas dans site.toml"),
            near(
                suggestion.as_deref(),
                "Ajoutez-le sous [[authors]], ou corrigez son identifiant.",
            ),
        ),
        P::TagWithoutWords { tag } => (
            format!("le mot-clé « {tag} » n’a ni lettre ni chiffre"),
            "Son adresse est faite de ses mots : donnez-lui-en un, ou retirez-le.".into(),
        ),
        P::UnknownLanguage { language } => (
            format!("l’interface ne parle pas « {language} »"),
            "Écrivez \"fr\" ou \"en\".".into(),
        ),
        P::UnknownTimeZone { zone, suggestion } => (
            format!("le fuseau horaire « {zone} » n’existe pas"),
            near(
                suggestion.as_deref(),
                "Écrivez un nom de la base IANA : Europe/Paris.",
            ),
        ),
        P::BaseUrl { url } => (
            format!("« {url} » n’est pas l’adresse de la racine d’un site"),
            "Écrivez le protocole et le domaine, sans barre finale : https://exemple.fr.".into(),
        ),
        P::Redirect { address, fault } => hosting::redirect(address, fault, Language::Fr),
        P::HostName {
            written,
            suggestion,
        } => (
            format!("« {written} » n’est pas le nom d’un serveur"),
            near(
                suggestion.as_deref(),
                "Écrivez le domaine, rien de plus : mastodon.example.",
            ),
        ),
        P::Origin {
            written,
            suggestion,
        } => (
            format!("« {written} » n’est pas l’origine d’un site"),
            near(
                suggestion.as_deref(),
                "Écrivez le protocole et le domaine, rien de plus : https://commentaires.exemple.fr.",
            ),
        ),
        P::UnknownArticle { slug, suggestion } => (
            format!("aucun article n’a l’identifiant « {slug} »"),
            near(
                suggestion.as_deref(),
                "Corrigez l’identifiant, ou écrivez l’article.",
            ),
        ),
        P::UnpublishedArticle { slug } => (
            format!("l’article « {slug} » n’est pas encore publié"),
            "Publiez-le d’abord, ou retirez le lien.".into(),
        ),
        P::UnknownPage { link, suggestion } => (
            format!("le lien {link} ne mène à aucune page"),
            near(
                suggestion.as_deref(),
                "Liez l’article par son identifiant : article:identifiant.",
            ),
        ),
        P::RelativeLink { link } => (
            format!("le lien « {link} » ne dit pas d’où il part"),
            "Écrivez article:identifiant, une adresse qui commence par /, ou https://…".into(),
        ),
        P::LinkScheme { link } => (
            format!("le lien « {link} » n’est pas pour des lecteurs"),
            "Seuls http, https, mailto, tel et article sont acceptés.".into(),
        ),
        P::UnknownFragment { .. }
        | P::OutsideLinkGone { .. }
        | P::OutsideHostUnknown { .. }
        | P::OutsideLinkMoved { .. }
        | P::OutsideLinkUnclear { .. } => links::say(problem, Language::Fr),
        P::HtmlRefused { tag } => (
            format!("la balise <{tag}> n’est pas acceptée dans un article"),
            "Écrivez-la en Markdown, ou avec un bloc ::: quand il en existe un.".into(),
        ),
        P::UnknownDirective { name, suggestion } => (
            format!("le bloc « ::: {name} » n’existe pas"),
            near(
                suggestion.as_deref(),
                "Les blocs sont figure, exergue, encadré, correction et fil.",
            ),
        ),
        P::UnclosedDirective { name } => (
            format!("le bloc « ::: {name} » n’est pas fermé"),
            "Ajoutez une ligne ::: après sa dernière ligne.".into(),
        ),
        P::StrayDirectiveEnd => (
            "cette ligne ::: ne ferme aucun bloc".into(),
            "Retirez-la, ou écrivez le nom du bloc qu’elle ouvre.".into(),
        ),
        P::MissingAttribute {
            directive,
            attribute,
        } => (
            format!("il manque {attribute}=\"…\" au bloc « ::: {directive} »"),
            format!("Écrivez ::: {directive} {attribute}=\"…\""),
        ),
        P::UnknownAttribute {
            directive,
            attribute,
            suggestion,
        } => (
            format!("le bloc « ::: {directive} » ne connaît pas « {attribute} »"),
            near(suggestion.as_deref(), "Retirez-le."),
        ),
        P::MalformedAttributes { found } => (
            format!("« {found} » ne se lit pas comme un attribut"),
            "Écrivez nom=\"valeur\", avec des guillemets droits.".into(),
        ),
        P::EmptyDirective { name } => (
            format!("le bloc « ::: {name} » est vide"),
            "Écrivez son texte entre ses deux lignes, ou retirez-le.".into(),
        ),
        P::MissingAlt { file } => (
            format!("l’image {file} n’a pas de texte de remplacement"),
            "Décrivez-la en une phrase ; dans un en-tête ou un message, alt = \"\" dit qu’elle \
             décore seulement."
                .into(),
        ),
        P::MediaMissing { file, suggestion } => (
            format!("le fichier media/{file} n’existe pas"),
            near(
                suggestion.as_deref(),
                "Copiez-le dans media/, ou corrigez son nom.",
            ),
        ),
        P::PostMediaMissing { file, suggestion } => (
            format!("le fichier media/{file} d’un message n’existe pas"),
            near(
                suggestion.as_deref(),
                "La page montre un cadre vide à sa place. Remettez le fichier dans media/, ou \
                 réimportez le message.",
            ),
        ),
        P::MediaPath { file } => (
            format!("« {file} » n’est pas un chemin sous media/"),
            "Écrivez le chemin depuis media/, avec des barres obliques et sans « .. ».".into(),
        ),
        P::MediaElsewhere { link } => (
            format!("l’image {link} est sur un autre serveur"),
            "Copiez-la dans media/ : une page publiée ne demande rien à d’autres.".into(),
        ),
        P::NotAPicture { file, reason } if reason.is_empty() => (
            format!("media/{file} n’est pas une image d’un format connu"),
            "Remplacez le fichier par une image PNG, JPEG, WebP, GIF ou SVG.".into(),
        ),
        P::NotAPicture { file, reason } => (
            format!("media/{file} n’est pas une image lisible : {reason}"),
            "Remplacez le fichier par une image PNG, JPEG, WebP, GIF ou SVG.".into(),
        ),
        P::PictureTooLarge { file } => (
            format!("l’image media/{file} a trop de pixels"),
            "Réduisez-la : 16 000 pixels de côté et 256 Mo décodés sont la limite.".into(),
        ),
        P::SvgUnsafe { file, found } => (
            format!("le dessin media/{file} fait plus que dessiner : {found}"),
            "Exportez-le en « SVG simple », sans script, ni lien, ni fichier extérieur.".into(),
        ),
        P::MediaKind { file, accepted } => (
            format!("media/{file} n’est pas d’un format accepté ici"),
            format!("Formats acceptés : {accepted}."),
        ),
        P::VideoWithoutSize { file } => (
            format!("la taille de la vidéo media/{file} est inconnue"),
            "Un cadre de 16 sur 9 lui est gardé. Indiquez width et height, ou une image dans poster."
                .into(),
        ),
        P::PostJson { reason } => (
            format!("le message archivé ne se lit pas : {reason}"),
            "Corrigez cette ligne du JSON, ou réimportez le message.".into(),
        ),
        P::NewerSchema { found, known } => (
            format!("le fichier est au format {found}, plus récent que le format {known}"),
            "Mettez Kiosque à jour.".into(),
        ),
        P::DuplicatePost { id, other } => (
            format!("le message {id} est déjà archivé dans {other}"),
            "Gardez un seul des deux fichiers.".into(),
        ),
        P::PostWithoutProvenance { id } => (
            format!("le message {id} ne dit pas d’où il vient"),
            "Ajoutez provenance : importer, importer_version, format, capture_method et \
             licence_note."
                .into(),
        ),
        P::Span { fault } => span(fault),
        P::UnknownTimeline { name, suggestion } => (
            format!("le fil timelines/{name}.toml n’existe pas"),
            near(suggestion.as_deref(), "Créez-le, ou corrigez son nom."),
        ),
        P::UnknownTimelineSection {
            section,
            timeline,
            suggestion,
        } => (
            format!("le fil « {timeline} » n’a pas de partie « {section} »"),
            near(
                suggestion.as_deref(),
                "Corrigez l’identifiant de la partie.",
            ),
        ),
        P::TimelineShape { both: true } => (
            "le fil a des [[sections]] et des [[entries]]".into(),
            "Gardez [[sections]] pour découper vous-même, [[entries]] pour un découpage par heure."
                .into(),
        ),
        P::TimelineShape { both: false } => (
            "le fil n’a aucun message".into(),
            "Ajoutez des [[entries]], ou des [[sections]] avec leurs [[sections.entries]].".into(),
        ),
        P::DuplicateSection { id } => (
            format!("deux parties du fil ont l’identifiant « {id} »"),
            "Changez l’un des deux.".into(),
        ),
        P::UnknownPost { id, suggestion } => (
            format!("aucun fichier de posts/ n’a le message {id}"),
            near(
                suggestion.as_deref(),
                "Archivez le message, ou retirez cette entrée.",
            ),
        ),
        P::PostTwice { id } => (
            format!("le message {id} est deux fois dans le fil"),
            "Gardez une seule entrée.".into(),
        ),
        P::FeedInvalid { reason } => (
            format!("le flux ne serait pas lu : {reason}"),
            "C’est une faute de Kiosque : signalez-la avec cette ligne. Le reste du site est bon."
                .into(),
        ),
        P::UnknownDriver { .. }
        | P::ServiceAddress { .. }
        | P::FormAddress { .. }
        | P::ListUuid { .. }
        | P::CommentsPostUnused
        | P::DuplicateCommentsPost { .. }
        | P::CommentsUnasked { .. } => services::say(problem, Language::Fr),
        P::NumberOutside { .. }
        | P::ShortNameLong { .. }
        | P::IconShape { .. }
        | P::ScreenshotShape { .. } => pocket::say(problem, Language::Fr),
        P::NewerEdition { found, known } => (
            format!(
                "le dossier contient une édition au format {found}, plus récent que le format {known}"
            ),
            "Mettez Kiosque à jour, ou publiez dans un autre dossier.".into(),
        ),
    };
    (message, mend)
}

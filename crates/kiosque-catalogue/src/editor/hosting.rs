//! What is said of redirects, origins and the files for web servers.

use kiosque_model::Language;

/// Why an old address cannot be redirected.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum RedirectFault {
    /// It does not begin with `/`.
    Relative,
    /// It carries a `?`.
    Query,
    /// A page is published there; the file it comes from.
    Page(String),
    /// Another redirect begins there; the file that has it.
    Twice(String),
    /// It stands below this address, which is printed as a file.
    BelowFile(String),
    /// It leads to an address that is redirected itself.
    Chain(String),
    /// It leads neither to a page, nor to a feed, nor to an outside `https` address.
    Target(String),
}

pub(super) fn redirect(
    address: &str,
    fault: &RedirectFault,
    language: Language,
) -> (String, String) {
    match language {
        Language::Fr => french(address, fault),
        Language::En => english(address, fault),
    }
}

fn french(address: &str, fault: &RedirectFault) -> (String, String) {
    use RedirectFault as F;
    let (problem, mend) = match fault {
        F::Relative => (
            "elle ne commence pas par une barre oblique".to_owned(),
            "Écrivez le chemin depuis la racine, sans le domaine : /2014/ancien-lien/.",
        ),
        F::Query => (
            "elle contient un « ? »".to_owned(),
            "Un site de fichiers ne voit pas ce qui suit le « ? » : gardez l’adresse sans lui, ou \
             réglez cette redirection chez l’hébergeur.",
        ),
        F::Page(other) => (
            format!("une page y est publiée, qui vient de {other}"),
            "Retirez cette redirection, ou changez l’adresse de la page.",
        ),
        F::Twice(other) => (
            format!("elle est déjà redirigée dans {other}"),
            "Gardez une seule des deux redirections.",
        ),
        F::BelowFile(file) => (
            format!("elle est rangée sous {file}, qui est un fichier"),
            "Gardez l’une des deux adresses ; l’autre se règle chez l’hébergeur.",
        ),
        F::Chain(to) => (
            format!("elle mène à {to}, qui est redirigée à son tour"),
            "Écrivez tout de suite la dernière adresse : le lecteur ne fait qu’un saut.",
        ),
        F::Target(to) => (
            format!("« {to} » n’est ni une page, ni un flux, ni une adresse https"),
            "Écrivez article:identifiant, l’adresse d’une page de ce site, ou https://….",
        ),
    };
    let message =
        format!("l’ancienne adresse « {address} » ne peut pas être redirigée : {problem}");
    (message, mend.to_owned())
}

fn english(address: &str, fault: &RedirectFault) -> (String, String) {
    use RedirectFault as F;
    let (problem, mend) = match fault {
        F::Relative => (
            "it does not begin with a slash".to_owned(),
            "Write the path from the root, without the domain: /2014/old-link/.",
        ),
        F::Query => (
            "it carries a “?”".to_owned(),
            "A site of files does not see what follows the “?”: keep the address without it, or \
             set this redirect at the host.",
        ),
        F::Page(other) => (
            format!("a page is published there, which comes from {other}"),
            "Take this redirect out, or change the page's permalink.",
        ),
        F::Twice(other) => (
            format!("it is redirected already in {other}"),
            "Keep one of the two redirects.",
        ),
        F::BelowFile(file) => (
            format!("it stands below {file}, which is a file"),
            "Keep one of the two addresses; set the other at the host.",
        ),
        F::Chain(to) => (
            format!("it leads to {to}, which is redirected in its turn"),
            "Write the last address at once: readers then jump only once.",
        ),
        F::Target(to) => (
            format!("“{to}” is neither a page, nor a feed, nor an https address"),
            "Write article:slug, the permalink of a page of this site, or https://….",
        ),
    };
    let message = format!("the old address “{address}” cannot be redirected: {problem}");
    (message, mend.to_owned())
}

/// Remarks in the files for web servers. Several lines are separated by line ends.
#[derive(Debug)]
pub struct HostingWords {
    /// At the head of the headers for Netlify and Cloudflare Pages.
    pub headers: &'static str,
    /// At the head of the redirects for them; the number that follows without a rule.
    pub redirects: fn(usize) -> String,
    /// At the head of the nginx configuration: how it is included.
    pub nginx: &'static str,
    /// At the head of the Caddy configuration: how it is imported.
    pub caddy: &'static str,
    /// Before the line that turns the Brotli copies on.
    pub brotli: &'static str,
    /// Before the line that says: never again without https.
    pub https: &'static str,
    /// Before what tells names that hold a hash from the others.
    pub cache: &'static str,
    /// Before the types of files.
    pub types: &'static str,
    /// Before the old addresses.
    pub moved: &'static str,
    /// Before what is kept from readers.
    pub hidden: &'static str,
    /// Before what brings every address to its one spelling.
    pub spelling: &'static str,
}

/// The remarks in a language.
pub const fn hosting_words(language: Language) -> &'static HostingWords {
    match language {
        Language::Fr => &FRENCH,
        Language::En => &ENGLISH,
    }
}

static FRENCH: HostingWords = HostingWords {
    headers: "Les en-têtes du site, pour Netlify et Cloudflare Pages. Écrit par Kiosque à chaque \
              édition.",
    redirects: |left| {
        let mut text =
            "Les anciennes adresses, pour Netlify et Cloudflare Pages. Écrit par Kiosque à chaque \
             édition."
                .to_owned();
        if left > 0 {
            text.push_str(&format!(
                "\nCloudflare Pages n’en accepte que 2000 : les {left} autres passent par les pages \
                 imprimées à ces adresses."
            ));
        }
        text
    },
    nginx: "Configuration pour nginx, écrite par Kiosque à chaque édition : ne la modifiez pas ici.\n\
            À inclure dans le bloc server, qui nomme le dossier publié :\n\
            \n    root /srv/journal;\n    include /srv/journal/.hosting/nginx.conf;\n\
            \nAprès chaque publication : nginx -t && nginx -s reload",
    caddy: "Configuration pour Caddy, écrite par Kiosque à chaque édition : ne la modifiez pas ici.\n\
            À importer dans le bloc du site, qui nomme le dossier publié :\n\
            \n    root * /srv/journal\n    import /srv/journal/.hosting/Caddyfile\n\
            \nAprès chaque publication : caddy reload",
    brotli: "Avec le module Brotli (Debian : libnginx-mod-http-brotli-static), recopiez cette ligne dans \
             votre bloc, sans le # :",
    https: "Quand le site répond en https pour de bon, recopiez cette ligne dans votre bloc, sans \
            le # : les navigateurs n’essaieront plus en clair, même si vous changez d’avis.",
    cache: "Un nom qui porte une empreinte ne change jamais de contenu : un an. Le reste peut être \
            corrigé : vérifié à chaque visite.",
    types: "Les types de fichiers, tous : ceux du système ne s’y ajoutent pas.",
    moved: "Les anciennes adresses.",
    hidden: "Ce qui n’est pas pour les lecteurs.",
    spelling: "Chaque page n’a qu’une adresse, qui finit par une barre oblique.",
};

static ENGLISH: HostingWords = HostingWords {
    headers: "The site's headers, for Netlify and Cloudflare Pages. Written by Kiosque at every \
              edition.",
    redirects: |left| {
        let mut text =
            "The old addresses, for Netlify and Cloudflare Pages. Written by Kiosque at \
                        every edition."
                .to_owned();
        if left > 0 {
            text.push_str(&format!(
                "\nCloudflare Pages takes no more than 2000: the pages printed at the other {left} \
                 addresses redirect instead."
            ));
        }
        text
    },
    nginx: "Configuration for nginx, written by Kiosque at every edition: do not change it here.\n\
            Include it in the server block, which names the published folder:\n\
            \n    root /srv/site;\n    include /srv/site/.hosting/nginx.conf;\n\
            \nAfter each publication: nginx -t && nginx -s reload",
    caddy: "Configuration for Caddy, written by Kiosque at every edition: do not change it here.\n\
            Import it in the block of the site, which names the published folder:\n\
            \n    root * /srv/site\n    import /srv/site/.hosting/Caddyfile\n\
            \nAfter each publication: caddy reload",
    brotli: "With the Brotli module (Debian: libnginx-mod-http-brotli-static), copy this line into \
             your block, without the #:",
    https: "Once the site answers over https for good, copy this line into your block, without \
            the #: browsers will not try without it again, even if you change your mind.",
    cache: "What a name with a hash holds never changes: a year. Everything else can be corrected: \
            checked at each visit.",
    types: "The types of files, all of them: the system's are not added.",
    moved: "The old addresses.",
    hidden: "What is not for readers.",
    spelling: "Each page has one address, which ends with a slash.",
};

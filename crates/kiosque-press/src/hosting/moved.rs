//! The page at an old address, for hosts that know no redirects.

use kiosque_catalogue::reader;

use crate::edition::Edition;
use crate::html::escape;
use crate::redirects::Redirect;

/// A page that leads on at once: what search engines take for a permanent redirect, and a link
/// where the browser does not follow (WCAG technique H76: a refresh without delay).
pub(super) fn page(edition: &Edition, redirect: &Redirect) -> String {
    let site = &edition.site;
    let words = reader::moved_words(site.language);
    let absolute = if redirect.to.starts_with('/') {
        site.absolute(&redirect.to)
    } else {
        redirect.to.clone()
    };
    let known = edition.page(redirect.to.split('#').next().unwrap_or_default());
    let name = known.map_or(absolute.as_str(), |page| page.title.as_str());
    let (to, absolute, name) = (escape(&redirect.to), escape(&absolute), escape(name));
    let (language, title, now_at) = (site.language.tag(), words.title, words.now_at);
    format!(
        "<!doctype html>\n\
         <html lang=\"{language}\">\n\
         <head>\n\
         <meta charset=\"utf-8\">\n\
         <title>{title}</title>\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <meta name=\"robots\" content=\"noindex\">\n\
         <link rel=\"canonical\" href=\"{absolute}\">\n\
         <meta http-equiv=\"refresh\" content=\"0; url={to}\">\n\
         </head>\n\
         <body>\n\
         <h1>{title}</h1>\n\
         <p>{now_at} <a href=\"{to}\">{name}</a></p>\n\
         </body>\n\
         </html>\n"
    )
}

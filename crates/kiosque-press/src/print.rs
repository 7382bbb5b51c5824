//! Pages as HTML, by the app's own components.

use kiosque_app::printing;
use kiosque_model::{Language, Page};

use crate::bundle::Bundle;
use crate::hosting::ContentSecurity;
use crate::site::{Metadata, Printer};
use crate::site_file::SiteFile;

impl Printer for Bundle {
    fn html(&self, page: &Page, metadata: &Metadata, json: &str) -> String {
        let language = page.masthead.language.tag();
        let own_style = printing::own_style(page);
        self.template
            .document(language, metadata, own_style, &printing::body(page), json)
    }

    fn shell(&self, language: Language, head: &str, loading: &str) -> String {
        self.template.shell(language.tag(), head, loading)
    }

    fn depends_on(&self) -> Vec<&str> {
        // The components are compiled into this program, of which another makes everything again.
        self.template.parts().to_vec()
    }

    fn files(&self) -> Vec<SiteFile<'_>> {
        Bundle::files(self)
    }

    fn allow(&self, policy: &mut ContentSecurity) {
        let template = &self.template;
        policy
            .script_hashes
            .extend_from_slice(&template.script_hashes);
        policy.style_hashes.push(template.style_hash.clone());
        let own = printing::OWN_STYLES.into_iter().map(ContentSecurity::hash);
        policy.style_hashes.extend(own);
        policy.trusted_types = true;
    }
}

//! The app that goes into the site: the one in a folder, or the one this program carries.

#[cfg(feature = "print")]
pub use printed::App;
#[cfg(not(feature = "print"))]
pub use unprinted::App;

#[cfg(feature = "print")]
mod printed {
    use kiosque_catalogue::editor::command_words;
    use kiosque_model::Language;
    use kiosque_press::bundle::{Bundle, BundleError};
    use kiosque_press::site::Printer;

    use crate::command::arguments::AppFolder;
    use crate::command::telling::Ending;
    use crate::command::unreachable_path;

    /// The app of a site.
    #[derive(Debug)]
    pub struct App(Bundle);

    impl App {
        /// Finds the app.
        pub fn find(choice: &AppFolder, language: Language) -> Result<Self, Ending> {
            let words = command_words(language);
            let bundle = match (&choice.app, carried()) {
                (Some(folder), _) => Bundle::read(folder),
                (None, Some(carried)) => carried,
                (None, None) => return Err(Ending::failure(words.no_app.to_owned(), language)),
            };
            bundle.map(Self).map_err(|error| {
                let sentence = match &error {
                    BundleError::Unreachable(error) => unreachable_path(error, language),
                    BundleError::Template(fault) => (words.unfit_app)(&fault.to_string()),
                };
                Ending::failure(sentence, language)
            })
        }

        /// What prints with it.
        pub fn printer(&self) -> Option<&dyn Printer> {
            Some(&self.0)
        }
    }

    /// The app inside this program; none in one that a developer built.
    #[cfg(feature = "carry-app")]
    fn carried() -> Option<Result<Bundle, BundleError>> {
        static APP: include_dir::Dir<'static> = include_dir::include_dir!("$KIOSQUE_BUNDLE");
        fn files(
            folder: &'static include_dir::Dir<'static>,
        ) -> Vec<(String, std::borrow::Cow<'static, [u8]>)> {
            let own = folder.files().map(|file| {
                let name = file.path().to_string_lossy().replace('\\', "/");
                (name, file.contents().into())
            });
            own.chain(folder.dirs().flat_map(files)).collect()
        }
        Some(Bundle::embedded(files(&APP)))
    }

    #[cfg(not(feature = "carry-app"))]
    fn carried() -> Option<Result<Bundle, BundleError>> {
        None
    }
}

#[cfg(not(feature = "print"))]
mod unprinted {
    use kiosque_model::Language;
    use kiosque_press::site::Printer;

    use crate::command::arguments::AppFolder;
    use crate::command::telling::Ending;

    /// No app: this program gives pages as data, to an app that Trunk serves.
    #[derive(Debug)]
    pub struct App;

    impl App {
        /// There is nothing to find.
        #[expect(clippy::unnecessary_wraps, reason = "as where there is an app to find")]
        pub fn find(_: &AppFolder, _: Language) -> Result<Self, Ending> {
            Ok(Self)
        }

        /// Nothing prints.
        pub fn printer(&self) -> Option<&dyn Printer> {
            None
        }
    }
}

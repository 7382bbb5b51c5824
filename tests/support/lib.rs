//! What every suite stands on: a site being served and a browser looking at it.

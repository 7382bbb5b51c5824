"""Makes a small static font of one cut of Newsreader.

Arguments: the two woff2 files of @fontsource-variable/newsreader (latin, latin-ext), weight, optical size, output.
"""
import sys
from fontTools.merge import Merger
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph
from fontTools.varLib.instancer import instantiateVariableFont

latin, extended, weight, optical, out = sys.argv[1:]
parts = []
for number, path in enumerate([latin, extended]):
    font = instantiateVariableFont(TTFont(path), {"wght": float(weight), "opsz": float(optical)})
    font.flavor = None
    parts.append(f"{out}.{number}")
    font.save(parts[-1])
font = Merger().merge(parts)

# The narrow no-break space of French typography, which the package leaves out.
name = "uni202F"
font.setGlyphOrder([*font.getGlyphOrder(), name])
font["glyf"][name] = Glyph()
font["hmtx"][name] = (font["head"].unitsPerEm // 6, 0)
for table in font["cmap"].tables:
    if table.isUnicode():
        table.cmap[0x202F] = name

options = Options()
options.layout_features = ["kern", "liga", "mark", "mkmk", "ccmp", "locl", "onum", "lnum"]
options.hinting = False
options.name_IDs = [0, 1, 2, 4, 13, 14]
options.notdef_outline = False
subsetter = Subsetter(options)
kept = [
    *range(0x20, 0x7F), *range(0xA0, 0x180), 0x218, 0x219, 0x21A, 0x21B, *range(0x300, 0x30D), 0x327, 0x328,
    0x2013, 0x2014, *range(0x2018, 0x201F), 0x2022, 0x2026, 0x202F, 0x2032, 0x2033, 0x2039, 0x203A, 0x20AC,
    0x2122, 0x2212, *range(0x1E00, 0x1F00),
]
subsetter.populate(unicodes=kept)
subsetter.subset(font)
font.save(out)

"""What names of elements say in most newsrooms' markup: that it is a caption, a byline, a box beside the text.

The vocabulary (model/place_features.py) learns what single words are worth, but only of words that several sites of the
training pages share. Which words mean the same is known without training, and in several languages: told the meaning, a
model can go by it on a site whose words it has never seen.
"""

from __future__ import annotations

_WORDS = {
    "caption": "caption captions figcaption credit credits photo photos photographer image images img picture "
    "pictures pic figure media gallery slide slideshow slider thumbnail thumb thumbs video videos "
    "player bild bilder bildunterschrift foto fotos legende legend legenda imagen imagem imagecaption "
    "imagecaptions photocaption attribution",
    "related": "related recommended recommendation recommendations recirculation recirc readmore seealso also more "
    "most mostread popular trending latest teaser teasers promo promos card cards linkbox verwandt "
    "weiterlesen mehr lire lees relacionadas relacionados relacionada relacionado correlati correlate "
    "relaterte relaterede outbrain taboola similar stories next previous prev read reads",
    "box": "infobox factbox facts fact faktabox faktaboks infokasten kasten box boxes sidebar aside inset "
    "highlight highlights widget widgets module modules accordion expandable collapsible collapse "
    "takeaways keypoints explainer callout panel encadre recuadro",
    "selling": "newsletter newsletters subscribe subscription subscriptions subscriber signup register "
    "registration advert adverts advertisement advertising ad ads anzeige werbung publicidad pub "
    "sponsor sponsored commercial affiliate donate donation cta offer offers banner membership premium "
    "abo paywall piano prompt deal deals buy shop product",
    "person": "author authors byline bylines bio biography profile profiles contributor contributors writer "
    "reporter journalist vcard avatar autor autoren auteur auteurs autore autores autorin kolumnist "
    "signature",
    "when": "date dates datetime time timestamp published publish updated update dateline datum fecha meta "
    "metadata info informations duration reading",
    "sharing": "share sharing social socials follow facebook whatsapp linkedin twitter telegram bookmark print "
    "email mail toolbar tools tool actions action teilen partager compartir like reactions",
    "comment": "comment comments commentlist disqus reply replies respond discussion kommentar kommentare "
    "commentaires comentarios commenti forum",
    "summary": "summary standfirst subtitle subheadline subheading subhead subheader intro introduction introtext "
    "deck dek excerpt abstract strapline chapo chapeau lead leadtext lede vorspann sommario entradilla "
    "bajada ingress ingres description desc bullets keypoints",
    "title": "title titles headline headlines heading header head hed kicker overline eyebrow",
    "topic": "tag tags topic topics category categories breadcrumb breadcrumbs keyword keywords section sections "
    "theme taxonomy label labels rubrik",
    "legal": "copyright disclaimer legal cookie cookies consent privacy footer footnote footnotes policy terms "
    "notice colophon imprint impressum rights gdpr correction corrections source sources",
    "menu": "nav navigation navbar menu menus submenu search login logo button buttons btn dropdown form input "
    "modal popup overlay dialog tooltip hidden",
    "embed": "embed embedded embeds tweet tweets instagram tiktok youtube iframe oembed",
    "quote": "quote quotes blockquote pullquote pull crosshead zitat cita",
    "body": "body content contents story entry prose text txt paragraph paragraphs articlebody articletext "
    "storybody bodytext fulltext maincontent entrycontent postcontent articlecontent hentry copy rich "
    "richtext texte texto testo inhalt artikel article articulo artikeltext brodtekst brodtext",
    "live": "live liveblog liveticker ticker timeline event events livefeed liveupdates",
}  # fmt: skip
ROLES = tuple(_WORDS)
"""What a model is told of (model/role_features.py)."""

_COMMENTS = (
    ".comment .comments .commentlist .comment-list .comments-list .comment-body .comment_body .comment-content "
    ".comment_content .comment-text .comments-area .comments-section .comment-thread .comment-wrapper .disqus "
    ".disqus_thread .fb-comments .usercomments .respond .reply-list .comments__list .comment__body"
)
"""Names of elements that hold what readers wrote, by the habits of WordPress, Disqus and most others."""

_BESIDE = (
    "aside dialog lightbox modal popup factbox faktabox faktaboks faktaruta infobox infokasten .fact-box .info-box"
)
"""Names of elements that lie beside or over the page: by the HTML standard, by what scripts call them, and boxes of
facts as newsrooms call them."""

_CAPTIONED = "caption captions figcaption photocaption imagecaption imagecaptions bildunterschrift bildtext"
"""Names of elements that are a picture's caption, or hold it."""

_FOLDED = "accordion accordions faq faqs .elementor-toggle .kg-toggle-card"
"""Names of elements whose text is folded away behind headings."""

COMMENTS, BESIDE, CAPTIONED, FOLDED = (1 << len(ROLES) + n for n in range(4))
"""Bits of these four, which are no matter of a model (settling/)."""


def _bits() -> dict[str, int]:
    found: dict[str, int] = {}
    for bit, words in enumerate((*_WORDS.values(), _COMMENTS, _BESIDE, _CAPTIONED, _FOLDED)):
        for word in words.split():
            found[word] = found.get(word, 0) | 1 << bit
    return found


BITS = _bits()
"""What a word of markup speaks for, as bits: roles by their number in ROLES, then COMMENTS to FOLDED."""

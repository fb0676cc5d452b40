"""Which kinds of vocabulary terms a coin's link may point to."""

from catalog.choices import TermKind

TERM_KINDS: dict[str, tuple[str, ...]] = {
    "region_term": (TermKind.REGION,),
    "city_term": (TermKind.PEOPLE, TermKind.MINT),
    "denomination_term": (TermKind.DENOMINATION,),
    "issuer_term": (TermKind.ISSUER, TermKind.PEOPLE, TermKind.MONEYER, TermKind.PERSON),
    "dynasty_term": (TermKind.DYNASTY,),
    "co_ruler_term": (TermKind.ISSUER, TermKind.PERSON),
    "secondary_authority_term": (TermKind.MAGISTRATE, TermKind.MONEYER, TermKind.ISSUER),
    "mint_term": (TermKind.MINT,),
    "find_spot_term": (TermKind.MINT, TermKind.REGION),
}

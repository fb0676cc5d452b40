"""Collections of the Sylloge Nummorum Graecorum, and those that come in numbered parts."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Collection:
    """`parts`: the highest number of its parts, 0 when its numbers run through."""

    name: str
    parts: int


_SPELLINGS: Final = """
Cop=copenhagen|cop|kopenhagen|copenhague|danish national museum|danish
ANS:9=ans|american numismatic society|berry|burton y berry
BM Black Sea=bm black sea|black sea|bm blacksea|british museum black sea
BM:2=bm|british museum
BnF:7=bnf|bn|bn paris|france|paris|bibliotheque nationale|cabinet des medailles
von Aulock=von aulock|v aulock|vaulock|va|aulock|v aul|vaul|aul|vonaulock|deutschland von aulock
Levante=levante|lev|levante cilicie|levante cilicia|switzerland levante|cilicia levante
Ashmolean:12=ashmolean|oxford|ash|ashm
Fitzwilliam:8=fitzwilliam|fitz|cambridge|fitzw
Lockett=lockett
Lloyd=lloyd
München:24=munchen|munich|muenchen|staatliche munzsammlung munchen
Tübingen:6=tubingen|tuebingen|tub
Delepierre=delepierre|france delepierre
Stancomb=stancomb
Keckman:2=keckman|finland|helsinki
Kayhan:2=kayhan|turkey kayhan|muharrem kayhan
Spaer=spaer|israel|arnold spaer
Righetti=righetti|bern
Saroglos=saroglos|saroglou|athens saroglos
Alpha Bank=alpha bank|alpha|greece alpha bank
Hunterian:2=hunterian|hunter|glasgow|hunterian glasgow
Lewis=lewis|corpus christi college|corpus christi|lewis collection
Dreer=dreer|klagenfurt
Evelpidis=evelpidis|evelpides|evelp
Tahberer=tahberer|turkey tahberer
Turkey:12=turkey
Hermitage=hermitage|st petersburg
Greece:9=greece
Athens=athens|empedocles
Soutzos=soutzos
Pfälzer Privatsammlungen:6=pfalzer privatsammlungen|pfalz|pfps|pfalzer|pps
Leypold:2=leypold|wien leypold
Sweden:2=sweden|stockholm
Budapest=budapest
Manchester=manchester
Morcom=morcom|john morcom
Newham Davis=newham davis|davis
Milano:14=milano|milan
Schwäger=schwager
Hart=hart|blackburn
Özkan Arıkantürk=ozkan arikanturk|arikanturk
Dioscurias=dioscurias
Salting=salting
Spencer-Churchill=spencer churchill
Warren=warren
Sofia=sofia
Romania=romania|bucharest
Odessa=odessa
Poland=poland|krakow
Netherlands=netherlands
Armenia=armenia
Bar Kochba=bar kochba
Ptolemies=ptolemies
"""

SUPPLEMENT: Final = ("suppl", "supplement", "supp")


def _read() -> dict[str, Collection]:
    found: dict[str, Collection] = {}
    for line in _SPELLINGS.strip().splitlines():
        head, _, spellings = line.partition("=")
        name, _, parts = head.partition(":")
        collection = Collection(name, int(parts or 0))
        found.update(dict.fromkeys(spellings.split("|"), collection))
    return found


COLLECTIONS: Final = _read()

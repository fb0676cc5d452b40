"""Small dumps in the shapes of the published ones, for tests of loading."""

import gzip
import io
import json
import tarfile
from pathlib import Path
from typing import Any

from django.core.management import call_command

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:skos="http://www.w3.org/2004/02/skos/core#"
  xmlns:dcterms="http://purl.org/dc/terms/" xmlns:nmo="http://nomisma.org/ontology#" xmlns:org="http://www.w3.org/ns/org#"
  xmlns:foaf="http://xmlns.com/foaf/0.1/" xmlns:geo="http://www.w3.org/2003/01/geo/wgs84_pos#"
  xmlns:rdac="http://www.rdaregistry.info/Elements/c/" xmlns:prov="http://www.w3.org/ns/prov#">
"""
CLOVIA = """
<foaf:Person rdf:about="http://nomisma.org/id/clovia">
  <rdf:type rdf:resource="http://www.w3.org/2004/02/skos/core#Concept"/>
  <skos:prefLabel xml:lang="en">Clovia</skos:prefLabel>
  <skos:prefLabel xml:lang="el">Κλοβία</skos:prefLabel>
  <skos:altLabel xml:lang="en">Cloviа the Elder</skos:altLabel>
  <skos:definition xml:lang="de">Eine Königin.</skos:definition>
  <skos:definition xml:lang="en">A queen.</skos:definition>
  <skos:exactMatch rdf:resource="http://www.wikidata.org/entity/Q0"/>
  <skos:exactMatch rdf:resource="http://dbpedia.org/resource/Clo\ufffdia"/>
  <org:memberOf rdf:resource="http://nomisma.org/id/clovian_dynasty"/>
  <org:hasMembership rdf:resource="http://nomisma.org/id/clovia#rule"/>
</foaf:Person>
<org:Membership rdf:about="http://nomisma.org/id/clovia#rule">
  <org:role rdf:resource="http://nomisma.org/id/authority"/>
  <org:organization rdf:resource="http://nomisma.org/id/clovian_kingdom"/>
  <nmo:hasStartDate>-0039</nmo:hasStartDate>
  <nmo:hasEndDate>0014</nmo:hasEndDate>
</org:Membership>
<dcterms:ProvenanceStatement rdf:about="http://nomisma.org/id/clovia#provenance">
  <prov:activity><prov:Activity><dcterms:description xml:lang="en">Edited.</dcterms:description></prov:Activity></prov:activity>
</dcterms:ProvenanceStatement>
"""
KINGDOM = """
<foaf:Organization rdf:about="http://nomisma.org/id/clovian_kingdom">
  <skos:prefLabel xml:lang="en">Kingdom of Clovia</skos:prefLabel>
</foaf:Organization>
"""
DYNASTY = """
<rdac:Family rdf:about="http://nomisma.org/id/clovian_dynasty">
  <skos:prefLabel xml:lang="en">Clovian dynasty</skos:prefLabel>
</rdac:Family>
"""
REGION = """
<nmo:Region rdf:about="http://nomisma.org/id/clovian_coast">
  <skos:prefLabel xml:lang="en">Clovian Coast</skos:prefLabel>
  <skos:broader rdf:resource="http://nomisma.org/id/clovian_coast"/>
</nmo:Region>
"""
MINT = """
<nmo:Mint rdf:about="http://nomisma.org/id/port_clovia">
  <skos:prefLabel xml:lang="en">Port Clovia</skos:prefLabel>
  <geo:location rdf:resource="http://nomisma.org/id/port_clovia#this"/>
</nmo:Mint>
<geo:SpatialThing rdf:about="http://nomisma.org/id/port_clovia#this">
  <geo:lat>36.142487</geo:lat>
  <geo:long>33.318106</geo:long>
  <dcterms:isPartOf rdf:resource="http://nomisma.org/id/clovian_coast#this"/>
</geo:SpatialThing>
"""
OLD_MINT = """
<nmo:Mint rdf:about="http://nomisma.org/id/portus">
  <skos:prefLabel xml:lang="en">Portus</skos:prefLabel>
  <dcterms:isReplacedBy rdf:resource="http://nomisma.org/id/porta"/>
</nmo:Mint>
<nmo:Mint rdf:about="http://nomisma.org/id/porta">
  <skos:prefLabel xml:lang="en">Porta</skos:prefLabel>
  <dcterms:isReplacedBy rdf:resource="http://nomisma.org/id/port_clovia"/>
</nmo:Mint>
"""
STUB = """
<nmo:TypeSeriesItem rdf:about="http://nomisma.org/id/ric.2.ves.10">
  <skos:prefLabel xml:lang="en">ric.2.ves.10</skos:prefLabel>
  <dcterms:isReplacedBy rdf:resource="http://numismatics.org/ocre/id/ric.2.ves.10"/>
</nmo:TypeSeriesItem>
"""
CONCEPTS = {
    "id/clovia.rdf": CLOVIA,
    "id/clovian_kingdom.rdf": KINGDOM,
    "id/clovian_dynasty.rdf": DYNASTY,
    "id/clovian_coast.rdf": REGION,
    "id/port_clovia.rdf": MINT,
    "id/portus.rdf": OLD_MINT,
    "id/ric.2.ves.10.rdf": STUB,
}
TYPE = """
<nmo:TypeSeriesItem rdf:about="http://numismatics.org/crro/id/rrc-528.3">
  <skos:prefLabel xml:lang="en">RRC 528/3</skos:prefLabel>
  <nmo:hasDenomination rdf:resource="http://nomisma.org/id/denarius"/>
  <nmo:hasMaterial rdf:resource="http://nomisma.org/id/ar"/>
  <nmo:hasMint rdf:resource="http://nomisma.org/id/uncertain_value"/>
  <nmo:hasStartDate rdf:datatype="http://www.w3.org/2001/XMLSchema#gYear">-0039</nmo:hasStartDate>
  <nmo:hasEndDate rdf:datatype="http://www.w3.org/2001/XMLSchema#gYear">-0038</nmo:hasEndDate>
  <nmo:hasObverse rdf:resource="http://numismatics.org/crro/id/rrc-528.3#obverse"/>
</nmo:TypeSeriesItem>
<rdf:Description rdf:about="http://numismatics.org/crro/id/rrc-528.3#obverse">
  <nmo:hasLegend xml:lang="la">M·ANTON·IMP</nmo:hasLegend>
  <dcterms:description xml:lang="en">Head right.</dcterms:description>
</rdf:Description>
"""
TABLE = (
    "ID#Label#Denomination#Metal#Authority#Mint#Region#ObvType#ObvLegend#ObvPortraitId#RevType#RevLegend#RevPortraitId"
    "#StartDate#EndDate\n"
    "http://numismatics.org/crro/id/rrc-528.3#RRC 528/3#denarius#ar#none#uncertain_value#none#Head right.#M·ANTON·IMP"
    "#Janus####-39#-38\n"
)


def rdf(*parts: str) -> str:
    return HEAD + "".join(parts) + "</rdf:RDF>"


def write_folder(folder: Path, concepts: dict[str, str] = CONCEPTS) -> Path:
    for name, part in concepts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(rdf(part), encoding="utf-8")
    return folder


def write_archive(path: Path, files: dict[str, bytes]) -> Path:
    with tarfile.open(path, "w:gz") as archive:
        for name, raw in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(raw)
            archive.addfile(member, io.BytesIO(raw))
    return path


def write_gzip(path: Path, text: str) -> Path:
    path.write_bytes(gzip.compress(text.encode()))
    return path


def load(command: str, *words: Any, **options: Any) -> dict[str, Any]:
    """What the command prints as JSON."""
    out = io.StringIO()
    call_command(command, *map(str, words), json=True, stdout=out, **options)
    answer: dict[str, Any] = json.loads(out.getvalue())
    return answer

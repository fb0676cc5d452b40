"""The one table of coin fields: forms, pages, API, import, export, list columns, filters and history read it.

To add a field: a model column, one entry here, a migration. A test fails until all three agree.
"""

from coins.field_spec import SECTIONS, Composite, FieldSpec, field, words

# Beside what the collector writes stands the name that scholarly catalogues use.
STANDARD = "As catalogues call it."

FIELDS: tuple[FieldSpec, ...] = (
    # identity
    field("identity", "own", "inventory_number", "inventory, inventory no, inv no, number, no, id, coin id, inventarnummer, inventar, numéro, numéro d'inventaire, numero, numero inventario, número, número de inventario"),
    field("identity", "own", "title", "title, name, titel, titre, titolo, título"),
    field("identity", "attribution", "category", "category, culture, civilization, kategorie, gebiet, catégorie, categoria, categoría", facet=True),
    field("identity", "attribution", "sub_category", "sub-category, subcategory, unterkategorie, sous-catégorie, sottocategoria, subcategoría", facet=True),
    field("identity", "attribution", "region", "region, province, provinz, landschaft, région, regione, región, provincia", facet=True),
    field("identity", "attribution", "region_term", called="Region, standard name", help=STANDARD),
    field("identity", "attribution", "city", "city, people, tribe, stadt, stamm, ville, peuple, città, popolo, ciudad, pueblo", facet=True),
    field("identity", "attribution", "city_term", called="City or people, standard name", help=STANDARD),
    field("identity", "attribution", "denomination", "denomination, coin type, type, nominal, nennwert, dénomination, valeur, nominale, valore, denominación, valor, tipo, face value", facet=True),
    field("identity", "attribution", "denomination_term", called="Denomination, standard name", help=STANDARD),
    field("identity", "attribution", "module", "module, modul, modulo, módulo", help="The size class where no denomination is known: Æ 3."),
    field("identity", "attribution", "issuer", "issuer, ruler, ruler issuer, emperor, king, authority, herrscher, kaiser, münzherr, prägeherr, könig, souverain, empereur, émetteur, roi, autorità, imperatore, sovrano, emittente, re, emisor, emperador, gobernante, rey, autoridad", facet=True, help="The power that struck the coin; whom it shows is the portrait."),
    field("identity", "attribution", "issuer_term", called="Issuer, standard name", help=STANDARD),
    field("identity", "attribution", "authority_type", "authority type", facet=True),
    field("identity", "attribution", "dynasty_term", help=STANDARD),
    field("identity", "attribution", "portrait_subject", "portrait, portrait subject, laureate, person, obverse portrait, dargestellte person, porträt, effigie, ritratto, retrato, busto", facet=True),
    field("identity", "attribution", "portrait_relationship", "portrait relationship", facet=True),
    field("identity", "attribution", "co_ruler", "co-ruler, coruler, mitregent, corégent, coreggente, corregente"),
    field("identity", "attribution", "co_ruler_term", called="Co-ruler, standard name", help=STANDARD),
    field("identity", "attribution", "secondary_authority", "magistrate, secondary authority, strategos, legate, archon, magistrat, beamter, magistrato, magistrado"),
    field("identity", "attribution", "secondary_authority_term", called="Magistrate, standard name", help=STANDARD),
    field("identity", "attribution", "moneyer", "moneyer, münzmeister, monétaire, monetiere, monetario, triunviro monetal", facet=True),
    field("identity", "attribution", "moneyer_gens", "gens, family", help="The moneyer’s family."),
    field("identity", "attribution", "mint", "mint, mint city, münzstätte, prägestätte, münzstätte ort, atelier, atelier monétaire, zecca, ceca, casa de moneda", facet=True),
    field("identity", "attribution", "mint_term", called="Mint, standard name", help=STANDARD),
    field("identity", "attribution", "is_mint_uncertain", "mint uncertain"),
    field("identity", "attribution", "officina", "officina, offizin, officine, oficina", help="The workshop of the mint, as marked: A, Γ, S."),
    field("identity", "attribution", "issue_status", "issue status, authenticity, status of issue", facet=True),
    field("identity", "attribution", "series_label", "series, serie, série"),
    field("identity", "attribution", "emission_phase", "emission, emission phase, issue, émission, emissione, emisión", help="Which issue of the mint: 3rd emission."),
    # chronology
    field("chronology", "date", "date_text", "date text, date as printed"),
    field("chronology", "date", "year_start", "year start, from year, year from, jahr von, année début, anno inizio, año inicio", help="44 BC, AD 14, or a signed number: −44 is 44 BC."),
    field("chronology", "date", "year_end", "year end, to year, year to, jahr bis, année fin, anno fine, año fin"),
    field("chronology", "date", "is_circa", "circa"),
    field("chronology", "date", "dating_certainty", "dating certainty, certainty", facet=True),
    field("chronology", "date", "reign_start", "reign start"),
    field("chronology", "date", "reign_end", "reign end"),
    field("chronology", "date", "date_inscribed", "date inscribed, inscribed date, date on coin"),
    field("chronology", "date", "era", "era, ära, ère", help="The count of years that the date on the coin belongs to: Seleucid, of Actium."),
    field("chronology", "date", "era_year", "era year"),
    field("chronology", "date", "regnal_year", "regnal year, regierungsjahr, année de règne, anno di regno, año de reinado", help="The year of the ruler’s reign, as on the coin."),
    field("chronology", "date", "month", "month, monat, mois, mese, mes"),
    # obverse
    field("obverse", "design", "script", "script, language, schrift, écriture, scrittura, escritura", facet=True),
    field("obverse", "design", "obverse_legend", "obverse legend, obv legend, legend obverse, vs legende, legende vorderseite, légende avers, légende droit, legenda dritto, legenda diritto, leyenda anverso"),
    field("obverse", "design", "obverse_legend_expanded", "obverse legend expanded"),
    field("obverse", "design", "obverse_description", "obverse description, obv description, beschreibung vorderseite, description avers, description droit, descrizione dritto, descripción anverso"),
    field("obverse", "design", "obverse_symbols", "obverse symbols"),
    field("obverse", "design", "obverse_field_marks", "obverse field marks"),
    # reverse
    field("reverse", "design", "reverse_legend", "reverse legend, rev legend, legend reverse, rs legende, legende rückseite, légende revers, legenda rovescio, leyenda reverso"),
    field("reverse", "design", "reverse_legend_expanded", "reverse legend expanded"),
    field("reverse", "design", "reverse_description", "reverse description, rev description, beschreibung rückseite, description revers, descrizione rovescio, descripción reverso"),
    field("reverse", "design", "exergue", "exergue, abschnitt, exergo, esergo"),
    field("reverse", "design", "mintmark", "mintmark, mint mark, münzzeichen, marque d'atelier, segno di zecca, marca de ceca"),
    field("reverse", "design", "reverse_symbols", "reverse symbols, symbols"),
    field("reverse", "design", "field_marks", "field marks, field mark, beizeichen"),
    field("reverse", "design", "control_marks", "control marks, control mark, kontrollmarke"),
    # physical
    field("physical", "measure", "metal", "metal, composition, material, metall, métal, metallo", facet=True),
    field("physical", "measure", "weight_g", "weight, wt, weight g, gewicht, poids, masse, peso", unit="g"),
    field("physical", "measure", "diameter_mm", "diameter, diam, size, size mm, diameter mm, durchmesser, diamètre, module mm, diametro, diámetro", unit="mm"),
    field("physical", "measure", "thickness_mm", "thickness, dicke, épaisseur, spessore, grosor, espesor", unit="mm"),
    field("physical", "measure", "die_axis_h", "die axis, axis, orientation axis, stempelstellung, axe, axe des coins, asse, asse dei coni, eje, eje de cuños", unit="h"),
    field("physical", "measure", "orientation", "orientation, alignment"),
    field("physical", "measure", "specific_gravity", "specific gravity, density, dichte, densité, densità, densidad"),
    field("physical", "measure", "weight_standard", "weight standard, standard, münzfuß", facet=True, help="The system of weights to which the coin was struck."),
    field("physical", "measure", "expected_weight_g", "expected weight", unit="g"),
    field("physical", "condition", "flan_shape", "flan shape, shape"),
    field("physical", "condition", "flan_type", "flan type, flan"),
    field("physical", "condition", "flan_notes", "flan notes"),
    field("physical", "condition", "edge_type", "edge, edge type, rand, tranche, bordo, canto"),
    field("physical", "condition", "edge_inscription", "edge inscription"),
    field("physical", "condition", "centering", "centering, centring, zentrierung, centrage, centratura, centrado"),
    field("physical", "condition", "obverse_centering"),
    field("physical", "condition", "reverse_centering"),
    field("physical", "condition", "centering_notes"),
    # strike and treatment
    field("treatment", "condition", "strike_quality_detail", "strike quality"),
    field("treatment", "condition", "is_double_struck", "double struck"),
    field("treatment", "condition", "is_brockage", "brockage"),
    field("treatment", "condition", "is_off_center", "off center, off centre"),
    field("treatment", "condition", "off_center_pct", unit="%"),
    field("treatment", "condition", "is_overstrike", "overstrike, overstruck"),
    field("treatment", "condition", "undertype_visible", "undertype", help="What can be seen of the coin beneath."),
    field("treatment", "condition", "undertype_attribution", help="Which coin lies beneath."),
    field("treatment", "condition", "has_test_cut", "test cut"),
    field("treatment", "condition", "test_cut_count"),
    field("treatment", "condition", "test_cut_positions"),
    field("treatment", "condition", "has_bankers_marks", "bankers marks, banker's marks"),
    field("treatment", "condition", "has_graffiti", "graffiti"),
    field("treatment", "condition", "graffiti_description"),
    field("treatment", "condition", "was_mounted", "mounted, ex mount"),
    field("treatment", "condition", "mount_evidence"),
    field("treatment", "condition", "tooling_extent", "tooling"),
    field("treatment", "condition", "tooling_details"),
    field("treatment", "condition", "has_ancient_repair", "ancient repair"),
    field("treatment", "condition", "ancient_repairs"),
    field("treatment", "condition", "is_plated", "plated, fourrée"),
    field("treatment", "condition", "plating_core_visible", help="The base metal shows through."),
    field("treatment", "condition", "plating_intact_pct", unit="%"),
    field("treatment", "condition", "plating_metal"),
    field("treatment", "condition", "corrosion", "corrosion"),
    field("treatment", "condition", "corrosion_is_stabilized"),
    field("treatment", "condition", "corrosion_notes"),
    field("treatment", "condition", "surface_issues", "surface issues, ngc comment, defects, surfaces, mängel, défauts, difetti, defectos", facet=False),
    field("treatment", "condition", "toning", "toning, patina, tönung, patine"),
    field("treatment", "condition", "eye_appeal", "eye appeal"),
    field("treatment", "condition", "style_notes", "style, stil"),
    field("treatment", "condition", "cleaning_history"),
    field("treatment", "condition", "conservation_notes", "conservation notes"),
    # dies
    field("dies", "condition", "obverse_die_state"),
    field("dies", "condition", "reverse_die_state"),
    field("dies", "condition", "die_break_description"),
    field("dies", "condition", "die_match_notes", "die match, die notes"),
    # grading
    field("grading", "grade", "grading_state", "grading state, holder, slab", facet=True),
    field("grading", "grade", "grade", "grade, condition, erhaltung, état, état de conservation, conservazione, conservación, estado, grado", facet=True),
    field("grading", "grade", "grade_service", "grade service, grading service, service", facet=True),
    field("grading", "grade", "certification_number", "certification, certification number, cert, cert number, certificate"),
    field("grading", "grade", "strike_grade", "strike, strike grade", unit="/5"),
    field("grading", "grade", "surface_grade", "surface, surface grade", unit="/5"),
    field("grading", "grade", "grade_numeric", "grade numeric, numeric grade, sheldon"),
    field("grading", "grade", "grade_designation", "designation", help="What the grading service adds to the grade."),
    field("grading", "grade", "is_fine_style", "fine style"),
    field("grading", "grade", "has_star", "star", help="NGC’s star for eye appeal."),
    field("grading", "grade", "photo_certificate", "photo certificate"),
    field("grading", "grade", "verification_url", "verification, verification url"),
    # acquisition
    field("acquisition", "own", "ownership_status", "ownership, ownership status, status, besitz, statut, stato, estatus", facet=True),
    field("acquisition", "money", "price", "price, amount paid, paid, cost, purchase price, preis, kaufpreis, einkaufspreis, prix, prix d'achat, prezzo, prezzo d'acquisto, precio, precio de compra, coste", private=True),
    field("acquisition", "money", "currency", "currency, währung, devise, monnaie, valuta, divisa, moneda", private=True),
    field("acquisition", "money", "buyers_premium", "buyers premium, premium, aufgeld, frais, diritti, comisión", private=True),
    field("acquisition", "money", "tax", "tax, vat, mwst, tva, iva", private=True),
    field("acquisition", "money", "shipping", "shipping, postage, versand, port, spedizione, envío", private=True),
    field("acquisition", "own", "acquired_on", "acquired, date acquired, purchase date, acquisition date, date of purchase, kaufdatum, erwerbsdatum, date d'achat, data acquisto, fecha de compra, fecha adquisición"),
    field("acquisition", "own", "source", "source, seller, dealer, bought from, acquired from, vendor, händler, verkäufer, auktionshaus, vendeur, marchand, venditore, vendedor", facet=True, private=True),
    field("acquisition", "own", "source_url", "link, url, web, listing, lien, collegamento, enlace", private=True),
    field("acquisition", "own", "invoice", "invoice, rechnung, facture, fattura, factura", private=True),
    field("acquisition", "own", "disposed_on", "disposed, sold on, date sold, sale date, verkaufsdatum", private=True),
    field("acquisition", "money", "disposal_price", "sale price, sold for, verkaufspreis", private=True),
    field("acquisition", "money", "disposal_currency", "sale currency", private=True),
    field("acquisition", "own", "disposal_to", "sold to, buyer", private=True),
    field("acquisition", "own", "disposal_notes", private=True),
    # find
    field("find", "find", "find_spot", "find spot, findspot, found at, fundort, lieu de trouvaille, luogo di ritrovamento, lugar de hallazgo", private=True),
    field("find", "find", "find_spot_term", private=True, called="Find spot, standard name", help=STANDARD),
    field("find", "find", "find_latitude", "find latitude, latitude", private=True),
    field("find", "find", "find_longitude", "find longitude, longitude", private=True),
    field("find", "find", "find_date", "find date, found on"),
    field("find", "find", "hoard", "hoard, hortfund, trésor, ripostiglio, tesoro", facet=True),
    # texts
    field("texts", "text", "attribution_notes", "attribution notes"),
    field("texts", "text", "historical_significance", "historical significance, history, historical notes"),
    field("texts", "text", "catalog_description", "description, catalogue description, beschreibung, descrizione, descripción"),
    field("texts", "text", "condition_observations", "condition notes, condition observations"),
    field("texts", "own", "personal_notes", "notes, comment, comments, remarks, personal notes, bemerkung, bemerkungen, notizen, kommentar, commentaire, remarques, note, osservazioni, notas, observaciones, comentario", private=True),
    field("texts", "text", "rarity_summary", "rarity, seltenheit, rareté, rarità, rareza"),
    # storage and tags
    field("storage", "own", "storage_place", "storage, storage location, location, temp loc, place, tray, box, lagerort, standort, aufbewahrung, emplacement, rangement, posizione, collocazione, ubicación", facet=True, private=True),
    field("storage", "own", "tags", "tags, labels, schlagworte, étiquettes, etichette, etiquetas", facet=True, private=True),
)  # fmt: skip

COMPOSITES: tuple[Composite, ...] = (
    Composite("date", "Date (struck)", words("date, minted, struck, year, years, dated, dating, datierung, prägejahr, jahr, geprägt, année, frappe, datation, anno, coniazione, datazione, año, fecha, acuñación, datación"), parts=("date_text", "year_start", "year_end", "is_circa", "dating_certainty")),
    Composite("reign", "Reign", words("reign, ruled, reigned, regierungszeit, regierte, règne, regno, reinado"), parts=("reign_start", "reign_end")),
    Composite("obverse", "Obverse (legend and description)", words("obverse, obv, vorderseite, vs, av, avers, droit, dritto, diritto, d, anverso"), parts=("obverse_legend", "obverse_description", "obverse_field_marks")),
    Composite("reverse", "Reverse (legend and description)", words("reverse, rev, rückseite, rs, rv, revers, rovescio, r, reverso"), parts=("reverse_legend", "reverse_description", "exergue", "mintmark", "field_marks")),
    Composite("slab_grade", "Grade on the holder", words("ngc grade, ngc, pcgs grade, slab grade, certified grade"), parts=("grade", "strike_grade", "surface_grade", "grade_service", "grading_state")),
    Composite("references", "References", words("reference, references, ref, rif, catalogue, catalog, catalogue number, ric, katalog, referenz, zitat, literatur, référence, références, riferimento, riferimenti, bibliografia, referencia, referencias, catálogo"), children="references"),
    Composite("provenance", "Provenance", words("pedigree, provenance, provenienz, herkunft, pedigrée, provenienza, procedencia"), children="provenance"),
)  # fmt: skip

BY_NAME = {spec.name: spec for spec in FIELDS}
COMPOSITES_BY_NAME = {composite.name: composite for composite in COMPOSITES}

# Columns that no collector fills: identity of the row, derived values, life in the program.
SYSTEM_COLUMNS = frozenset(
    {
        "id",
        "owner",
        "title_is_custom",
        "import_batch",
        "is_draft",
        "deleted_at",
        "version",
        "created_at",
        "updated_at",
    }
)


def in_section(section: str) -> tuple[FieldSpec, ...]:
    return tuple(spec for spec in FIELDS if spec.section == section)


__all__ = [
    "BY_NAME",
    "COMPOSITES",
    "COMPOSITES_BY_NAME",
    "FIELDS",
    "SECTIONS",
    "SYSTEM_COLUMNS",
    "in_section",
]

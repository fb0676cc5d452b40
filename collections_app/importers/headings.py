"""Headings beyond the names and words of the table of fields: how collectors head the columns of their lists.

Five languages and their abbreviations. What is said of the purchase ("Date bought", "Gekauft bei") stands here with
whatever preposition.
"""

import re
from collections.abc import Mapping

from coinstack.text import fold_key

MORE: Mapping[str, str] = {
    "inventory_number": """
        nr, n°, nº, coin #, coin no, coin number, item no, item number, lfd nr, lfd. nr., lfd. nummer,
        laufende nummer, nummer, sammlungsnummer, inv nr, inv.-nr., stück nr, num, n. inv., n inv,
        scheda, n. scheda, référence interne, réf. interne, internal ref, internal reference, numero
        d'ordine, nr. inv., num inv, núm, my number, collection number, catalog id, inv.
    """,
    "category": "coin category, kulturkreis, civilisation, civiltà, cultura, sammelgebiet",
    "denomination": "denom, denom., monnaie type, münztyp, tipo moneta, tipo di moneta, type de monnaie",
    "issuer": """
        autorité émettrice, autorità emittente, issuing authority, ruler authority, ruler/authority,
        authority/ruler, king/emperor, emperor/ruler, ruler/emperor, kaiser/herrscher, ruler name, autoridad
        emisora, prägeautorität, autorité, emperor or ruler, reign of,
        regent, emperor name, souverain/autorité
    """,
    "mint": """
        city mint, city/mint, mint/city, mint place, prägeort, prägestaette, atelier/ville, ceca/ciudad, mint
        location, lieu de frappe, luogo di emissione
    """,
    "portrait_subject": "obverse person, person depicted, bust of, dargestellter",
    "metal": "metal type, metall/legierung, matière, materiale, aleación, alloy",
    "weight_g": "wt., weight gm, weight in grams, gew, gew., gewicht in gramm, poids gr, masa, peso gr, grams, gramm",
    "diameter_mm": """
        dia, dia., ø, ø mm, ø (mm), dm, dm., durchm, durchm., diam., grösse, größe, taille, dimensions,
        size/diameter, mm, diam mm, módulo mm
    """,
    "die_axis_h": """
        stempelst, stempelst., st. st., stempelachse, die-axis, die orientation, coin axis, axe de frappe,
        orientation des coins, asse conio, asse di conio, achse, posición de cuños,
        axe coins, coins h
    """,
    "thickness_mm": "thick, dicke mm",
    "date": """
        date struck, struck date, date minted, date of issue, date range, years struck, minted date, mint
        date, date (struck), date de frappe, date d'émission, data di coniazione, data emissione, fecha de
        acuñación, fecha acuñación, prägezeit,
        années, année, anni, anno, años, año, years, cronología, cronologia,
        date of coin, date of coinage, date coined, issued, date issued
    """,
    "year_start": "date from, earliest date, années de, année de, année début, jahr von, anno da, desde el año",
    "year_end": "date to, latest date, années à, année à, année fin, jahr bis, anno a, hasta el año",
    "reign": "reign dates, dates of reign, regierungsjahre, dates de règne",
    "obverse": "obv., anv., obverse type, avers/droit, vorderseite (av), av., d/, d/.",
    "reverse": "rev., reverse type, rückseite (rv), rv., r/, r/.",
    "obverse_legend": """
        obverse inscription, obv inscription, obv. leg., legend (obv), legend obv, aufschrift vorderseite,
        umschrift vorderseite, umschrift vs
    """,
    "reverse_legend": """
        reverse inscription, rev inscription, rev. leg., legend (rev), legend rev, aufschrift rückseite,
        umschrift rückseite, umschrift rs
    """,
    "obverse_description": """
        obverse desc, obverse desc., obv desc, obv. desc., description obverse, description obv, bild
        vorderseite, vs bild, vs beschreibung
    """,
    "reverse_description": """
        reverse desc, reverse desc., rev desc, rev. desc., description reverse, description rev, bild
        rückseite, rs bild, rs beschreibung
    """,
    "references": """
        zitate, zitat/literatur, ref #, ref. no., ref no, ref 1, ref 2, ref 3, ref #1, ref #2, ref #3,
        reference 1, reference 2, reference 3, references 1, references 2, second reference, other reference,
        other references, other refs, cat no, cat. no., cat #, catalog no, catalog number, catalogue no,
        catalogue ref, catalogue reference, catalog reference, catalog ref, références bibliographiques,
        bibliographie, bibl, bibl., lit, lit., ref. bibliografica, catalogo, ric no, ric #, ric number, ric
        nr, sear, price no,
        katalog nr, katalognummer, literaturzitat, literaturangabe, cat #, ric nummer
    """,
    "provenance": """
        ex collection, ex coll, previous owner, previous owners, ex-sammlung, ex slg, ancienne collection, ex
        collezione, proveniencia, provenance/pedigree, pedigree/provenance,
        vorbesitzer, frühere sammlungen
    """,
    "grade": """
        qualität, qualité, qualità, calidad, condition/grade, grade/condition, coin grade, stato, stato di
        conservazione, estado de conservación, erhaltungsgrad, erh, erh., conserv., état de la monnaie, grading, cond,
        cond.,
        zustand, état de conservation
    """,
    "grade_service": "grader, graded by",
    "certification_number": """
        ngc cert, ngc cert #, ngc cert no, ngc #, ngc number, ngc no, cert #, cert no, cert. no., slab number,
        slab no, zertifikat, zertifikatsnummer, pcgs #, pcgs cert
    """,
    "rarity_summary": "rarity/scarcity, scarcity, seltenheitsgrad, grado di rarità, degré de rareté",
    "acquired_on": """
        date bought, bought on, date purchased, purchased on, purchase-date, date of acquisition, when bought,
        when purchased, gekauft am, erworben am, datum des erwerbs, erwerbungsdatum, kauf-datum, acheté le,
        achat le, date achat, date acquisition, date d'acquisition, data di acquisto, data acquisizione,
        acquistato il, comprado el, fecha compra, f. compra, erwerb datum,
        fecha de adquisición, adquirido el, acq date, acq. date,
        year bought, year acquired, year purchased
    """,
    "source": """
        bought at, where bought, where purchased, where acquired, purchased from, purchased at, purchase from,
        purchase source, bought from/at, dealer/auction, auction/dealer, dealer/source, seller/dealer, auction
        house, auction, acquisition lieu, acquisition place, acquisition source,
        erwerb von, gekauft bei, gekauft von, erworben bei, erworben von, bezugsquelle, lieferant, kauf
        bei, auktion, lieu d'achat, acheté chez, acheté à, achat chez, fournisseur, provenienza acquisto,
        acquistato da, acquistato presso, luogo di acquisto, casa d'aste, comprado a, comprado en, lugar de
        compra, proveedor, casa de subastas,
        kaufort, herkunft des kaufs
    """,
    "source_url": """
        web link, weblink, website, web page, auction link, lot link, listing url, internet, web address,
        hyperlink
    """,
    "price": """
        price paid, paid price, what i paid, i paid, bought for, buy price, hammer, hammer price, zuschlag,
        zuschlagspreis, prix payé, prix marteau, prix achat, prezzo pagato, prezzo acquisto, pagato, precio
        pagado, precio compra, erwerb preis, remate, coût, costo, kosten, einkauf, ek, ek-preis, bezahlt, gezahlt
    """,
    "buyers_premium": """
        fees, fee, bp, b.p., buyer's premium, buyer's fee, auction fees, commission, provision, aufpreis
    """,
    "shipping": "p&p, postage & packing, s&h, porto, frais de port, gastos de envío, spese di spedizione",
    "currency": "curr, curr., whg, whg., währung des preises",
    "disposal_price": """
        sold price, price sold, selling price, verkauft für, erlös, prix de vente, prezzo di vendita, precio
        de venta
    """,
    "disposed_on": "verkauft am, date sold on, date de vente, data vendita, fecha de venta, sold date",
    "disposal_to": "verkauft an, vendu à, venduto a, vendido a",
    "ownership_status": "owned?, have",
    "storage_place": """
        lade, tablett, schublade, kasten, coin box, box/tray, tray/box, box no, tray no, cabinet, drawer, flip
        no, slab box, plateau, médaillier, tiroir, boîte, classeur, vassoio, monetiere/vassoio, cassetto,
        raccoglitore, bandeja, caja, cajón, monetario/bandeja, where kept, kept in, storage box,
        aufbewahrungsort, lager,
        where stored, stored in, stored at
    """,
    "personal_notes": """
        my notes, own notes, comments/notes, notes/comments, anmerkung, anmerkungen, hinweise, annotazioni,
        commenti, anotaciones, notes personnelles, general notes, misc, sonstiges, divers
    """,
    "find_spot": "findspot/hoard, fundstelle, where found",
    "moneyer": "monnayeur, monetale, monetiere/magistrato",
    "exergue": "exergue/mintmark, abschnittslegende",
    "mintmark": "mint-mark, mint mark/exergue, münzzeichen/abschnitt",
}
# A column is taken for the price, but for one that says so more plainly: the hammer price beside what all cost.
LESS_PLAIN: Mapping[str, str] = {
    "price": """
        total, total paid, total cost, total price, all in, gesamtpreis, gesamt, endpreis, prix total, coût total,
        totale, prezzo totale, precio total, coste total
    """,
    "date": "datum, data, period, epoch, epoche, época, zeit, zeitraum, periode, période, periodo",
}
# "Avers-Legende", "Titulature du droit", "Descrizione D/": a word for the side and a word for what is told of it.
_SIDE_WORDS = {
    "obverse": "obv obverse vs av avers vorderseite droit d dritto diritto anverso anv",
    "reverse": "rev reverse rs rv revers rückseite r rovescio reverso",
}
_PART_WORDS = {
    "legend": "legend leg legende inscription inscr titulature legenda leyenda umschrift aufschrift",
    "description": "description desc descr design beschreibung bild motiv descrizione descripción",
}
_FILLING = "of the de du la le des del della des der die auf und"
# What was bought when, or for how much: the cells tell.
PURCHASES = frozenset(
    map(
        fold_key,
        (
            "ankauf",
            "kauf",
            "achat",
            "acquisto",
            "compra",
            "aankoop",
            "purchase",
            "bought",
            "gekauft",
            "erwerb",
            "acheté",
        ),
    )
)
# The coin, be it by the name of its denomination or by a whole sentence.
COINS = frozenset(map(fold_key, ("coin", "münze", "monnaie", "moneta", "moneda", "bezeichnung", "pièce")))
VAGUE = frozenset({"type", "tipo", "typ"})  # the denomination only where no other column says so
AXES = frozenset({"st.", "st", "stst.", "ax.", "ax"})
NUMBER_SIGNS = frozenset({"#", "№", "n°", "nº", "nr."})
# One letter from a word that names a field, and another word: pieces.
OTHER_WORDS = frozenset({fold_key("Stück")})


def side_named(heading: str) -> str:
    """The field that a heading names by a side and a part of it, "" where it says more or less than that."""
    said = [fold_key(word) for word in re.findall(r"[^\W\d_]+", heading)]
    sides = {side for word in said if (side := _SIDES.get(word))}
    parts = {part for word in said if (part := _PARTS.get(word))}
    is_all = all(word in _SIDES or word in _PARTS or word in _FILLERS for word in said)
    return f"{sides.pop()}_{parts.pop()}" if is_all and len(sides) == len(parts) == 1 else ""


_SIDES = {fold_key(word): side for side, listed in _SIDE_WORDS.items() for word in listed.split()}
_PARTS = {fold_key(word): part for part, listed in _PART_WORDS.items() for word in listed.split()}
_FILLERS = {fold_key(word) for word in _FILLING.split()}

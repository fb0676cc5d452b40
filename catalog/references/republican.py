"""Works on the coinage of the Roman Republic and the Imperators."""

from typing import Final

from catalog.references.base import Shape, System, Volumes

SYSTEMS: Final = (
    System(
        "rrc",
        "RRC",
        "Crawford, Roman Republican Coinage",
        ("RRC", "Crawford", "Cr", "Craw", "Crawf", "Crawford RRC", "Roman Republican Coinage"),
        sphere="republican",
        shape=Shape.CRAWFORD,
        highest_number=570,
    ),
    System(
        "bmcrr",
        "BMCRR",
        "Grueber, Coins of the Roman Republic in the British Museum",
        (
            "BMCRR",
            "BMC RR",
            "BMC Roman Republic",
            "BMC Republic",
            "BMC Rep",
            "Grueber",
        ),
        sphere="republican",
        volumes=Volumes.ROMAN,
        highest_volume=3,
        restarts="city",
        section="province",
    ),
    System(
        "sydenham",
        "Sydenham",
        "Sydenham, The Coinage of the Roman Republic",
        ("Sydenham", "Syd", "CRR", "Sydenham CRR", "Coinage of the Roman Republic"),
        sphere="republican",
    ),
    System(
        "babelon",
        "Babelon",
        "Babelon, Monnaies de la République romaine",
        ("Babelon", "Bab"),
        beside=("B",),
        sphere="republican",
        restarts="gens",
        section="gens",
    ),
    System(
        "cri",
        "CRI",
        "Sear, The History and Coinage of the Roman Imperators",
        ("CRI", "HCRI", "Sear CRI", "Sear HCRI", "Sear Imperators", "Sear Imp"),
        sphere="roman",
    ),
    System(
        "rbw",
        "RBW",
        "Russo, The RBW Collection of Roman Republican Coins",
        ("RBW", "Russo RBW", "Russo"),
        sphere="republican",
    ),
    System(
        "ffc",
        "FFC",
        "Fernández, Fernández and Calicó, Catálogo monográfico de los denarios",
        ("FFC",),
        sphere="republican",
    ),
    System("vecchi", "Vecchi", "Vecchi, Italian Cast Coinage", ("Vecchi ICC", "Vecchi", "ICC"), sphere="republican"),
    System("haeberlin", "Haeberlin", "Haeberlin, Aes Grave", ("Haeberlin",), sphere="republican"),
    System(
        "thurlow_vecchi",
        "Thurlow and Vecchi",
        "Thurlow and Vecchi, Italian Cast Coinage",
        ("Thurlow-Vecchi", "T&V", "TV", "Thurlow & Vecchi", "Thurlow and Vecchi"),
        sphere="republican",
    ),
    System("de_ruyter", "De Ruyter", "De Ruyter, The Denarii of C. Piso Frugi", ("De Ruyter",), sphere="republican"),
    System("hersh", "Hersh", "Hersh, The Coinage of C. Piso Frugi", ("Hersh",), sphere="republican"),
    System(
        "banti_simonetti",
        "Banti and Simonetti",
        "Banti and Simonetti, Corpus Nummorum Romanorum",
        ("Banti-Simonetti", "Banti & Simonetti", "CNR"),
        sphere="roman",
    ),
    System("campana", "Campana", "Campana, Corpus nummorum antiquae Italiae", ("Campana",), sphere="greek"),
)

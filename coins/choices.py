"""Enumerations of the coin record. Values are stored and exported; labels are shown."""

from django.db.models import IntegerChoices, TextChoices


class Category(TextChoices):
    GREEK = "greek", "Greek"
    CELTIC = "celtic", "Celtic"
    PUNIC = "punic", "Punic"
    ACHAEMENID = "persian", "Persian (Achaemenid)"
    ROMAN_REPUBLIC = "roman_republic", "Roman Republic"
    ROMAN_IMPERIAL = "roman_imperial", "Roman Imperial"
    ROMAN_PROVINCIAL = "roman_provincial", "Roman Provincial"
    BYZANTINE = "byzantine", "Byzantine"
    JUDAEAN = "judaean", "Judaean"
    NABATAEAN = "nabataean", "Nabataean"
    PARTHIAN = "parthian", "Parthian"
    ELYMAEAN = "elymaean", "Elymaean"
    SASANIAN = "sasanian", "Sasanian"
    KUSHAN = "kushan", "Kushan and Indo-Greek"
    AXUMITE = "axumite", "Axumite"
    HIMYARITE = "himyarite", "Himyarite"
    MIGRATION = "migration", "Migration period"
    ARAB_BYZANTINE = "arab_byzantine", "Arab-Byzantine"
    ISLAMIC = "islamic", "Islamic"
    MEDIEVAL = "medieval", "Medieval"
    OTHER = "other", "Other"


class IssueStatus(TextChoices):
    OFFICIAL = "official", "Official"
    FOURREE = "fourree", "Fourrée (plated)"
    IMITATION = "imitation", "Imitation"
    BARBAROUS = "barbarous", "Barbarous"
    HYBRID = "hybrid", "Hybrid or mule"
    LIMES = "limes", "Limes falsum"
    CONTEMPORARY_FORGERY = "contemporary_forgery", "Contemporary forgery"
    MODERN_FAKE = "modern_fake", "Modern forgery"
    REPLICA = "replica", "Replica or electrotype"
    TOOLING_ALTERED = "tooling_altered", "Altered by tooling"


class PortraitRelationship(TextChoices):
    SELF = "self", "Issuer"
    CONSORT = "consort", "Consort"
    HEIR = "heir", "Heir"
    PARENT = "parent", "Parent"
    SIBLING = "sibling", "Sibling"
    PREDECESSOR = "predecessor", "Predecessor"
    ANCESTOR = "ancestor", "Ancestor"
    ADOPTIVE_PARENT = "adoptive_parent", "Adoptive parent"
    COMMEMORATIVE = "commemorative", "Commemorative"
    DIVUS = "divus", "Divus"
    DIVA = "diva", "Diva"
    DEITY = "deity", "Deity"
    PERSONIFICATION = "personification", "Personification"


class AuthorityType(TextChoices):
    EMPEROR = "emperor", "Emperor"
    CAESAR = "caesar", "Caesar"
    AUGUSTA = "augusta", "Augusta"
    KING = "king", "King"
    BASILEUS = "basileus", "Basileus"
    MONARCH = "monarch", "Monarch"
    CITY = "city", "City"
    KOINON = "koinon", "Koinon"
    LEAGUE = "league", "League"
    MONEYER = "moneyer", "Moneyer"
    TRIUMVIR = "triumvir", "Triumvir"
    MAGISTRATE = "magistrate", "Magistrate"
    STRATEGOS = "strategos", "Strategos"
    ARCHON = "archon", "Archon"
    EPISTATES = "epistates", "Epistates"
    PRYTANIS = "prytanis", "Prytanis"
    GRAMMATEUS = "grammateus", "Grammateus"
    ARCHIEREUS = "archiereus", "Archiereus"
    HIGH_PRIEST = "high_priest", "High priest"
    TYRANT = "tyrant", "Tyrant"
    SATRAP = "satrap", "Satrap"
    DYNAST = "dynast", "Dynast"
    PROCONSUL = "proconsul", "Proconsul"
    PROCURATOR = "procurator", "Procurator"
    PREFECT = "prefect", "Prefect"
    LEGATE = "legate", "Legate"
    LEGATE_CONSULARIS = "legate_consularis", "Consular legate"
    TETRARCH = "tetrarch", "Tetrarch"
    ETHNARCH = "ethnarch", "Ethnarch"
    QUAESTOR = "quaestor", "Quaestor"
    PRAETOR = "praetor", "Praetor"


class DatingCertainty(TextChoices):
    EXACT = "EXACT", "Exact"
    NARROW = "NARROW", "Narrow"
    BROAD = "BROAD", "Broad"


class Script(TextChoices):
    LATIN = "latin", "Latin"
    GREEK = "greek", "Greek"
    LATIN_GREEK = "latin_greek", "Latin and Greek"
    PUNIC = "punic", "Punic"
    PHOENICIAN = "phoenician", "Phoenician"
    ARAMAIC = "aramaic", "Aramaic"
    PALEO_HEBREW = "paleo_hebrew", "Paleo-Hebrew"
    IBERIAN = "iberian", "Iberian"
    ETRUSCAN = "etruscan", "Etruscan"
    LYCIAN = "lycian", "Lycian"
    PAHLAVI = "pahlavi", "Pahlavi"
    BACTRIAN = "bactrian", "Bactrian"
    KHAROSHTHI = "kharoshthi", "Kharoshthi"
    GEEZ = "geez", "Geʿez"
    ARABIC = "arabic", "Arabic"
    NONE = "none", "No inscription"
    OTHER = "other", "Other"


class Metal(TextChoices):
    GOLD = "gold", "Gold"
    ELECTRUM = "electrum", "Electrum"
    SILVER = "silver", "Silver"
    BILLON = "billon", "Billon"
    ORICHALCUM = "orichalcum", "Orichalcum (brass)"
    BRONZE = "bronze", "Bronze"
    COPPER = "copper", "Copper"
    AE = "ae", "Æ (unspecified)"
    POTIN = "potin", "Potin"
    LEAD = "lead", "Lead"
    TIN = "tin", "Tin"
    IRON = "iron", "Iron"
    GLASS = "glass", "Glass"
    CLAY = "clay", "Clay"


class Orientation(TextChoices):
    COIN = "coin", "Coin alignment"
    MEDAL = "medal", "Medal alignment"
    OTHER = "other", "Other"


class FlanShape(TextChoices):
    ROUND = "round", "Round"
    IRREGULAR = "irregular", "Irregular"
    OVAL = "oval", "Oval"
    SQUARE = "square", "Square"
    RECTANGULAR = "rectangular", "Rectangular"
    SCYPHATE = "scyphate", "Scyphate"
    INCUSE_SQUARE = "incuse_square", "Incuse square"
    CUT = "cut", "Cut half or quarter"


class FlanType(TextChoices):
    STRUCK = "struck", "Struck"
    CAST = "cast", "Cast"
    HAMMERED = "hammered", "Hammered"
    CUT_FROM_BAR = "cut_from_bar", "Cut from a bar"
    DUMP = "dump", "Dump"
    SPREAD = "spread", "Spread"
    SERRATED = "serrated", "Serrated"


class EdgeType(TextChoices):
    PLAIN = "plain", "Plain"
    SERRATED = "serrated", "Serrated"
    BEVELED = "beveled", "Bevelled"
    INCUSE = "incuse", "Incuse"
    LETTERED = "lettered", "Lettered"
    REEDED = "reeded", "Reeded"


class Centering(TextChoices):
    WELL_CENTERED = "well-centered", "Well centred"
    SLIGHTLY_OFF = "slightly_off", "Slightly off centre"
    OFF_CENTER = "off_center", "Off centre"
    SIGNIFICANTLY_OFF = "significantly_off", "Far off centre"


class WeightStandard(TextChoices):
    ATTIC = "attic", "Attic"
    REDUCED_ATTIC = "reduced_attic", "Reduced Attic"
    AEGINETAN = "aeginetan", "Aiginetan"
    CORINTHIAN = "corinthian", "Corinthian"
    EUBOIC = "euboic", "Euboic"
    ACHAIAN = "achaian", "Achaian"
    CAMPANIAN = "campanian", "Campanian"
    CHIAN = "chian", "Chian"
    MILESIAN = "milesian", "Milesian"
    LYDO_MILESIAN = "lydo_milesian", "Lydo-Milesian"
    PHOKAIC = "phokaic", "Phokaic"
    KYZIKENE = "kyzikene", "Kyzikene"
    SAMIAN = "samian", "Samian"
    THRACO_MACEDONIAN = "thraco_macedonian", "Thraco-Macedonian"
    RHODIAN = "rhodian", "Rhodian"
    PERSIC = "persic", "Persic"
    SIGLOS = "siglos", "Siglos"
    DARIC = "daric", "Daric"
    PHOENICIAN = "phoenician", "Phoenician"
    TYRIAN = "tyrian", "Tyrian"
    PTOLEMAIC = "ptolemaic", "Ptolemaic"
    ALEXANDRINE = "alexandrine", "Alexandrine"
    CISTOPHORIC = "cistophoric", "Cistophoric"
    PARTHIAN = "parthian", "Parthian"
    SASANIAN = "sasanian", "Sasanian"
    LIBRAL = "libral", "Libral"
    SEMILIBRAL = "semilibral", "Semilibral"
    TRIENTAL = "triental", "Triental"
    SEXTANTAL = "sextantal", "Sextantal"
    UNCIAL = "uncial", "Uncial"
    SEMUNCIAL = "semuncial", "Semuncial"
    DENARIUS_EARLY = "denarius_early", "Denarius, early (1/72 lb)"
    DENARIUS_REFORMED = "denarius_reformed", "Denarius, reformed"
    ANTONINIANUS = "antoninianus", "Antoninianus"
    ARGENTEUS = "argenteus", "Argenteus"
    FOLLIS_REFORM = "follis_reform", "Nummus of the reform (1/32 lb)"
    SOLIDUS = "solidus", "Solidus (1/72 lb)"
    LIGHT_SOLIDUS = "light_solidus", "Light solidus"
    SEMISSIS = "semissis", "Semissis"
    TREMISSIS = "tremissis", "Tremissis"
    SILIQUA = "siliqua", "Siliqua"
    SILIQUA_REDUCED = "siliqua_reduced", "Reduced siliqua"
    MILIARENSE_LIGHT = "miliarense_light", "Light miliarense"
    MILIARENSE_HEAVY = "miliarense_heavy", "Heavy miliarense"
    HEXAGRAM = "hexagram", "Hexagram"
    MILIARESION = "miliaresion", "Miliaresion"
    HISTAMENON = "histamenon", "Histamenon"
    TETARTERON = "tetarteron", "Tetarteron"
    HYPERPYRON = "hyperpyron", "Hyperpyron"


class StrikeDetail(TextChoices):
    SHARP = "sharp", "Sharp"
    SOFT = "soft", "Soft"
    FLAT = "flat", "Flat"
    DOUBLE_STRUCK = "double_struck", "Double struck"
    OFF_METAL = "off_metal", "Off metal"
    BROCKAGE = "brockage", "Brockage"


class ToolingExtent(TextChoices):
    NONE = "none", "None"
    MINOR = "minor", "Minor"
    MODERATE = "moderate", "Moderate"
    SIGNIFICANT = "significant", "Significant"
    EXTENSIVE = "extensive", "Extensive"


class CorrosionType(TextChoices):
    NONE = "none", "None"
    STABLE_PATINA = "stable_patina", "Stable patina"
    POROSITY = "porosity", "Porosity"
    PITTING = "pitting", "Pitting"
    CRYSTALLISATION = "crystallisation", "Crystallisation"
    HORN_SILVER = "horn_silver", "Horn silver"
    BRONZE_DISEASE = "bronze_disease", "Bronze disease"
    OTHER = "other", "Other"


class DieState(TextChoices):
    FRESH = "fresh", "Fresh"
    EARLY = "early", "Early"
    MIDDLE = "middle", "Middle"
    LATE = "late", "Late"
    WORN = "worn", "Worn"
    BROKEN = "broken", "Broken"
    REPAIRED = "repaired", "Repaired"


class GradingState(TextChoices):
    RAW = "raw", "Raw"
    SLABBED = "slabbed", "Slabbed"
    CAPSULE = "capsule", "Capsule"
    FLIP = "flip", "Flip"


class GradeService(TextChoices):
    NGC = "ngc", "NGC"
    PCGS = "pcgs", "PCGS"
    ICG = "icg", "ICG"
    ANACS = "anacs", "ANACS"
    NONE = "none", "None"


class OwnershipStatus(TextChoices):
    OWNED = "owned", "Owned"
    WANTED = "wanted", "Wanted"
    BIDDING = "bidding", "Bidding"
    ORDERED = "ordered", "Ordered"
    ON_LOAN = "on_loan", "On loan"
    SOLD = "sold", "Sold"
    TRADED = "traded", "Traded"
    GIVEN = "given", "Given away"
    LOST = "lost", "Lost"


class ImageKind(TextChoices):
    OBVERSE = "obverse", "Obverse"
    REVERSE = "reverse", "Reverse"
    EDGE = "edge", "Edge"
    SLAB = "slab", "Slab"
    DETAIL = "detail", "Detail"
    COMBINED = "combined", "Both sides"
    OTHER = "other", "Other"


class CropShape(TextChoices):
    CIRCLE = "circle", "Circle"
    SQUARE = "square", "Square"


class Rotation(IntegerChoices):
    """Degrees clockwise."""

    NONE = 0, "not turned"
    QUARTER = 90, "90°"
    HALF = 180, "180°"
    THREE_QUARTERS = 270, "270°"


class Confidence(TextChoices):
    CERTAIN = "certain", "Certain"
    PROBABLE = "probable", "Probable"
    POSSIBLE = "possible", "Possible"
    TENTATIVE = "tentative", "Tentative"
    CONTESTED = "contested", "Contested"


class ReferenceSide(TextChoices):
    OBVERSE = "obverse", "Obverse"
    REVERSE = "reverse", "Reverse"
    BOTH = "both", "Both sides"


class RowSource(TextChoices):
    """Where a child row (reference, provenance event, image) came from."""

    USER = "user", "Typed"
    IMPORT = "import", "Import"
    LOT = "lot", "Auction lot"
    CATALOGUE = "catalogue", "Catalogue"
    ASSIST = "assist", "Assist"


class ProvenanceKind(TextChoices):
    AUCTION = "auction", "Auction"
    DEALER = "dealer", "Dealer"
    PRIVATE = "private", "Private sale"
    COLLECTION = "collection", "Collection"
    HOARD = "hoard", "Hoard or find"
    INHERITED = "inherited", "Inherited"
    PUBLICATION = "publication", "Publication"
    ACQUISITION = "acquisition", "Acquisition"
    UNKNOWN = "unknown", "Unknown"


class ProvenanceStrength(TextChoices):
    DOCUMENTED = "documented", "Documented"
    NAMED = "named", "Named"
    HEARSAY = "hearsay", "Hearsay"


class ImportState(TextChoices):
    PREVIEW = "preview", "Preview"
    RUNNING = "running", "Running"
    DONE = "done", "Done"
    FAILED = "failed", "Failed"
    UNDONE = "undone", "Undone"


class RowResult(TextChoices):
    CREATED = "created", "Created"
    UPDATED = "updated", "Updated"
    SKIPPED = "skipped", "Skipped"
    DUPLICATE = "duplicate", "Duplicate"
    FAILED = "failed", "Failed"


class ReadingState(TextChoices):
    """What became of a reference: one type, several possible ones, none in the local catalogue, or not readable."""

    RESOLVED = "resolved", "Resolved"
    CANDIDATES = "candidates", "Several types possible"
    STUB = "stub", "Work not loaded"
    NOT_FOUND = "not_found", "Not in the local catalogue"
    NOT_LINKED = "not_linked", "Compared, not the same"
    UNPARSED = "unparsed", "Not readable"


class AssignmentMethod(TextChoices):
    EXACT = "exact", "Exact"
    FOLDED = "folded", "Apart from case and accents"
    ALTERNATE = "alternate", "Another name"
    FUZZY = "fuzzy", "Similar spelling"
    NOMISMA = "nomisma", "Nomisma"
    ASSIST = "assist", "Assist"
    MANUAL = "manual", "By hand"
    NONE = "none", "None"


class AssignmentState(TextChoices):
    ASSIGNED = "assigned", "Assigned"
    PENDING_REVIEW = "pending_review", "To be reviewed"
    APPROVED = "approved", "Approved"
    REJECTED = "rejected", "Rejected"

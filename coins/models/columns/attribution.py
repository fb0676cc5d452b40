"""Who struck the coin, where, as what, and when."""

from django.db import models

from coins.choices import AuthorityType, Category, DatingCertainty, IssueStatus, PortraitRelationship
from coins.models.columns.kinds import choice, folded, small_number, term, text, year


class IdentityColumns(models.Model):
    """Issuer (the power that struck), portrait and acting magistrate are three facts; so are region, city and mint."""

    inventory_number = text(60, "inventory number")
    title = text(250, "title")
    title_is_custom = models.BooleanField("title typed by hand", default=False, editable=False)
    category = choice(Category, "category")
    sub_category = text(100, "sub-category")
    region = text(120, "region")
    region_term = term("region (vocabulary)", "coins_as_region")
    city = text(120, "city or people")
    city_term = term("city or people (vocabulary)", "coins_as_city")
    denomination = text(100, "denomination")
    denomination_term = term("denomination (vocabulary)", "coins_as_denomination")
    module = text(20, "module")
    issuer = text(200, "issuer")
    issuer_term = term("issuer (vocabulary)", "coins_as_issuer")
    authority_type = choice(AuthorityType, "authority type")
    dynasty_term = term("dynasty", "coins_as_dynasty")
    portrait_subject = text(200, "portrait")
    portrait_relationship = choice(PortraitRelationship, "portrait's relation to the issuer")
    co_ruler = text(200, "co-ruler")
    co_ruler_term = term("co-ruler (vocabulary)", "coins_as_co_ruler")
    secondary_authority = text(200, "magistrate or secondary authority")
    secondary_authority_term = term("magistrate (vocabulary)", "coins_as_secondary_authority")
    moneyer = text(120, "moneyer")
    moneyer_gens = text(60, "gens")
    mint = text(150, "mint")
    mint_term = term("mint (vocabulary)", "coins_as_mint")
    is_mint_uncertain = models.BooleanField("mint uncertain", default=False)
    officina = text(20, "officina")
    issue_status = models.CharField(
        "status of the issue", max_length=30, choices=IssueStatus.choices, default=IssueStatus.OFFICIAL
    )
    series_label = text(120, "series")
    emission_phase = text(60, "emission")

    inventory_sort = folded(200)
    title_norm = folded(250)
    issuer_norm = folded(200)
    portrait_subject_norm = folded(200)
    denomination_norm = folded(100)
    mint_norm = folded(150)
    region_norm = folded(120)
    city_norm = folded(120)

    class Meta:
        abstract = True


class ChronologyColumns(models.Model):
    """`year_*` is when the coin was struck and stays empty when only a reign is known.

    `dated_from`/`dated_to` are derived (year, else reign) for sorting and filtering; nothing else reads them.
    """

    date_text = text(120, "date as printed")
    year_start = year("struck from")
    year_end = year("struck until")
    is_circa = models.BooleanField("circa", default=False)
    dating_certainty = choice(DatingCertainty, "dating certainty")
    reign_start = year("reign from")
    reign_end = year("reign until")
    date_inscribed = text(60, "date on the coin")
    era = text(60, "era")
    era_year = small_number(1, 2000, "year of the era")
    regnal_year = small_number(1, 100, "regnal year")
    month = text(30, "month")

    dated_from = models.SmallIntegerField(null=True, blank=True, editable=False)
    dated_to = models.SmallIntegerField(null=True, blank=True, editable=False)

    class Meta:
        abstract = True

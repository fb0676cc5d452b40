"""Published data of the field on its way into the catalogue: read, understood, and handed over as plain rows."""

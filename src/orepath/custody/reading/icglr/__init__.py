"""Records of the Regional Certification Mechanism of the ICGLR: mine sites, lots, export certificates."""

"""Credentials of the United Nations Transparency Protocol: passports, sites, assessments, identities, events."""

"""The chapters of the dossier, each made of evidence and findings; no chapter knows another."""

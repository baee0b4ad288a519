"""The dossier's figures reckoned again with pandas from the publishers' files, without any reader of the package."""

"""One file a source. The folder is the registry: a module here with TITLE, SOURCE, LICENCE and `read(job)` is an importer."""

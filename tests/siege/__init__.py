"""What must hold under siege, in full figures: `make siege`. Minutes long, so not part of `make test`."""

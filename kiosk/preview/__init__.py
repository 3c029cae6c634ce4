"""The board in a browser, before it hangs on the wall; loaded for `kiosk preview` alone."""

"""Pages in Chromium. A package, so that what these tests share ends with the last of them (scope `package`)."""

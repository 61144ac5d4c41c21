"""What the tools of those who hold keys share: sealed files, boards of files, texts. No Django."""

"""The public record of an election as one file: docs/record-format.md."""

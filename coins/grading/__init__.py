"""Grades: `parse_grade` reads what is written, `grade_rank` puts a stored grade on the one scale."""

from coins.grading.parse import ParsedGrade, as_json, grade_rank, parse_grade

__all__ = ["ParsedGrade", "as_json", "grade_rank", "parse_grade"]

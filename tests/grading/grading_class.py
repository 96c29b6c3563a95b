"""An invented class."""

from kit.grading.people import ClassList, Person

NAMES = [("Rossi", "Anna"), ("De Luca", "Niccolò"), ("Però", "Maria Pia"), ("D'Amico", "Ügo"), ("Esposito", "Al")]


def classroom(size: int, first: int = 100) -> ClassList:
    people = []
    for number in range(size):
        surname, name = NAMES[number % len(NAMES)]
        email = f"s{first + number}@studenti.example.it"
        people.append(Person(f"{first + number:07d}", f"{surname} {number}", name, email))
    return ClassList(tuple(people))

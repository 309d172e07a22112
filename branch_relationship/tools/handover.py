"""Who gets which customer, so that all are equally busy. No database here."""

import heapq

#: Sums of fractions of a contact are no rounder than this.
ROUNDING = 1e-9


def split(customers, targets, owners=None):
    """Give customers to people in proportion to what each can do.

    Who has a customer already keeps them, as long as that leaves nobody busier than all
    are on average. The busiest of the others go first, each to whoever is least busy
    then; those who take no contacts follow, to whoever has the fewest customers. Among
    equals the order given counts, of the customers and of the people.

    :param customers: list of ``(customer, contacts per day)``
    :param targets: ``{person: (contacts per day, customers, capacity)}`` as it is now,
        without these customers
    :param owners: ``{customer: person}`` of those whom one of the people has now
    :return: ``{person: [customer]}``
    """
    owners = owners or {}
    load = {person: now[0] for person, now in targets.items()}
    count = {person: now[1] for person, now in targets.items()}
    # who can do nothing shares like somebody who can do one contact a day
    capacity = {person: now[2] or 1 for person, now in targets.items()}
    shares = {person: [] for person in targets}

    def by_load(person):
        return load[person] / capacity[person], by_count(person)

    def by_count(person):
        return count[person] / capacity[person]

    def put(person, customer, contacts):
        shares[person].append(customer)
        load[person] += contacts
        count[person] += 1

    def keep(rows, taken, sizes):
        """Leave customers with who has them, and return the others.

        :param taken: ``{person: number}`` of what these sizes add to
        """
        fair = (sum(taken.values()) + sum(sizes)) / sum(capacity.values()) + ROUNDING
        others = []
        for row, size in zip(rows, sizes, strict=True):
            person = owners.get(row[0])
            if person in shares and (taken[person] + size) / capacity[person] <= fair:
                put(person, *row)
            else:
                others.append(row)
        return others

    def give(rows, key):
        queue = [(key(person), place, person) for place, person in enumerate(targets)]
        heapq.heapify(queue)
        for row in rows:
            _key, place, person = queue[0]
            put(person, *row)
            heapq.heapreplace(queue, (key(person), place, person))

    busy = sorted((row for row in customers if row[1]), key=lambda row: -row[1])
    give(keep(busy, load, [contacts for _customer, contacts in busy]), by_load)
    idle = [row for row in customers if not row[1]]
    give(keep(idle, count, [1] * len(idle)), by_count)
    return shares

"""Who gets which customer, so that all are equally busy. No database here."""

import heapq


def split(customers, targets):
    """Give customers to people in proportion to what each can do.

    The busiest customers go first, each to whoever is least busy then; those who take
    no contacts follow, to whoever has the fewest customers. Among equals the order
    given counts, of the customers and of the people.

    :param customers: list of ``(customer, contacts per day)``
    :param targets: ``{person: (contacts per day, customers, capacity)}`` as it is now
    :return: ``{person: [customer]}``
    """
    load = {person: now[0] for person, now in targets.items()}
    count = {person: now[1] for person, now in targets.items()}
    # who can do nothing shares like somebody who can do one contact a day
    capacity = {person: now[2] or 1 for person, now in targets.items()}
    shares = {person: [] for person in targets}

    def by_load(person):
        return load[person] / capacity[person], by_count(person)

    def by_count(person):
        return count[person] / capacity[person]

    def give(customers, key):
        queue = [(key(person), place, person) for place, person in enumerate(targets)]
        heapq.heapify(queue)
        for customer, contacts in customers:
            _key, place, person = queue[0]
            shares[person].append(customer)
            load[person] += contacts
            count[person] += 1
            heapq.heapreplace(queue, (key(person), place, person))

    busy = [row for row in customers if row[1]]
    give(sorted(busy, key=lambda row: -row[1]), by_load)
    give([row for row in customers if not row[1]], by_count)
    return shares

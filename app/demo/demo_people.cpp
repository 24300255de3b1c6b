#include "app/demo/demo_people.h"

namespace tanba::demo {

keys::Owner person() {
    keys::Owner owner;
    owner.commonName = "ҮЛГІ АЗАМАТ";
    owner.surname = "ҮЛГІ";
    owner.patronymic = "ҮЛГІҰЛЫ";
    owner.iin = kIin;
    return owner;
}

keys::Owner head() {
    keys::Owner owner = person();
    owner.bin = kBin;
    owner.organisation = "«ҮЛГІ» ЖШС";
    return owner;
}

} // namespace tanba::demo

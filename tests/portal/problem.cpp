#include "tests/portal/problem.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdlib>

namespace tanba::reference_portal {

namespace {

std::string_view titleIn(const ProblemWords& words, text::Language language) {
    switch (language) {
    case text::Language::Kk:
        return words.kk;
    case text::Language::Ru:
        return words.ru;
    case text::Language::En:
        break;
    }
    return words.en;
}

std::string_view trimmedWord(std::string_view word) {
    while (!word.empty() && word.front() == ' ')
        word.remove_prefix(1);
    while (!word.empty() && word.back() == ' ')
        word.remove_suffix(1);
    return word;
}

/// "0.8" as 800; 1000 when there is none.
int qualityOf(std::string_view parameters) {
    const std::size_t at = parameters.find("q=");
    if (at == std::string_view::npos)
        return 1000;
    const std::string number(parameters.substr(at + 2));
    return static_cast<int>(std::strtod(number.c_str(), nullptr) * 1000);
}

} // namespace

const std::vector<ProblemWords>& problemWords() {
    using enum ProblemKind;
    // clang-format off
    static const std::vector<ProblemWords> words = {
        {ChallengeExpired, "challenge_expired", 410, "Кіру сұрауының мерзімі өтті, қайта бастаңыз", "Срок запроса на вход истёк, начните заново", "The login request has expired, begin again"},
        {ChallengeUsed, "challenge_used", 410, "Бұл сұрау бұрын қолданылған", "Этот запрос уже использован", "This request has been used already"},
        {SignatureInvalid, "signature_invalid", 401, "Қолтаңба жарамсыз", "Подпись недействительна", "The signature is invalid"},
        {CertificateExpired, "cert_expired", 401, "Тіркеу куәлігінің мерзімі аяқталған", "Срок регистрационного свидетельства истёк", "The certificate has expired"},
        {CertificateRevoked, "cert_revoked", 401, "Тіркеу куәлігі кері қайтарылған", "Регистрационное свидетельство отозвано", "The certificate has been revoked"},
        {CertificateUntrusted, "cert_untrusted", 401, "Тіркеу куәлігін сенімді орталық шығармаған", "Свидетельство выдано недоверенным центром", "No trusted authority issued the certificate"},
        {WrongKeyUsage, "wrong_key_usage", 401, "Бұл кілт кіруге арналмаған, аутентификация кілтін таңдаңыз", "Этот ключ не для входа, выберите ключ аутентификации", "This key is not for logins, choose the authentication key"},
        {AccountNotFound, "account_not_found", 403, "Порталда есептік жазба табылмады", "Учётная запись на портале не найдена", "There is no such account at the portal"},
        {RoleNotAllowed, "role_not_allowed", 403, "Бұл рөлмен кіруге рұқсат жоқ", "С этой ролью вход не разрешён", "This role may not log in"},
        {PhoneNotRegistered, "phone_not_registered", 403, "Телефон нөмірі есептік жазбаға тіркелмеген, сондықтан SMS келмейді", "Номер телефона не привязан к учётной записи, поэтому SMS не придёт", "No telephone number is bound to the account, no SMS will come"},
        {SmsGatewayUnavailable, "sms_gateway_unavailable", 503, "SMS қызметі уақытша қолжетімсіз, кейінірек қайталаңыз немесе QR-кодты пайдаланыңыз", "SMS-сервис временно недоступен, повторите позже или используйте QR-код", "The SMS service is not available now, try later or use the QR code"},
        {CodeWrong, "otp_wrong", 401, "Код қате", "Неверный код", "The code is wrong"},
        {CodeExpired, "otp_expired", 410, "Кодтың мерзімі өтті, жаңа код сұраңыз", "Срок кода истёк, запросите новый", "The code has expired, ask for a new one"},
        {ResendTooEarly, "resend_too_early", 429, "Кодты қайта сұрауға әлі ерте", "Запрашивать код повторно ещё рано", "It is too early to ask for another code"},
        {ResendLimit, "resend_limit", 429, "Код тым көп сұралды, кейінірек қайталаңыз", "Код запрошен слишком много раз, повторите позже", "Too many codes were asked for, try later"},
        {Locked, "locked", 423, "Кіру уақытша бұғатталды", "Вход временно заблокирован", "The login is locked for a while"},
        {QrExpired, "qr_expired", 410, "QR-кодтың мерзімі өтті", "Срок QR-кода истёк", "The QR code has expired"},
        {QrRejected, "qr_rejected", 403, "Кіру телефонда қабылданбады", "Вход отклонён на телефоне", "The login was declined on the phone"},
        {SlowDown, "slow_down", 429, "Сұраулар тым жиі", "Запросы слишком часты", "Too many requests"},
        {LoginGone, "login_gone", 410, "Бұл кіру аяқталған, қайта бастаңыз", "Этот вход завершён, начните заново", "This login is over, begin again"},
        {WrongStep, "wrong_step", 409, "Бұл қадам қазір мүмкін емес", "Этот шаг сейчас невозможен", "This step is not possible now"},
        {FormatNotOffered, "format_not_offered", 400, "Портал бұл пішімді қабылдамайды", "Портал не принимает этот формат", "The portal does not accept this format"},
        {FactorNotOffered, "factor_not_offered", 403, "Портал бұл тәсілді ұсынбайды", "Портал не предлагает этот способ", "The portal does not offer this way"},
        {TicketInvalid, "ticket_invalid", 400, "Билет жарамсыз немесе пайдаланылған", "Билет недействителен или использован", "The ticket is invalid or was used"},
        {PhoneOfOther, "phone_of_other", 403, "Бұл телефон басқа адамдікі", "Это телефон другого человека", "This phone is somebody else's"},
        {RequestMalformed, "request_malformed", 400, "Сұрау қате құрылған", "Запрос составлен неверно", "The request is malformed"},
        {NotFound, "not_found", 404, "Мұндай мекенжай жоқ", "Такого адреса нет", "There is no such address"},
        {MethodNotAllowed, "method_not_allowed", 405, "Бұл мекенжай осылай сұралмайды", "Этот адрес так не запрашивают", "This address is not asked so"},
        {MediaTypeUnsupported, "media_type_unsupported", 415, "Сұрау мазмұнының түрі басқа болуы керек", "Тип содержимого запроса должен быть другим", "The request must be of another media type"},
        {BodyTooLarge, "body_too_large", 413, "Сұрау тым үлкен", "Запрос слишком велик", "The request is too large"},
        {Misdirected, "misdirected", 421, "Сұрау басқа сайтқа арналған", "Запрос предназначен другому сайту", "The request is for another site"},
        {Busy, "busy", 503, "Портал бос емес, кейінірек қайталаңыз", "Портал занят, повторите позже", "The portal is busy, try later"},
        {Internal, "internal", 500, "Порталдағы қате", "Ошибка на портале", "An error at the portal"},
    };
    // clang-format on
    return words;
}

const ProblemWords& wordsOf(ProblemKind kind) {
    return *std::ranges::find(problemWords(), kind, &ProblemWords::kind);
}

Problem problem(ProblemKind kind, std::string detail) {
    Problem made;
    made.kind = kind;
    made.detail = std::move(detail);
    return made;
}

Problem problemAfter(ProblemKind kind, std::chrono::seconds retryAfter) {
    Problem made = problem(kind);
    made.retryAfter = retryAfter;
    return made;
}

service::HttpReply problemReply(const Problem& problem, text::Language language) {
    const ProblemWords& words = wordsOf(problem.kind);
    nlohmann::ordered_json json{{"type", "urn:eds-portal:problem:" + std::string(words.name)},
                                {"title", titleIn(words, language)},
                                {"status", words.status}};
    if (!problem.detail.empty())
        json["detail"] = problem.detail;
    if (problem.attemptsLeft)
        json["attempts_left"] = *problem.attemptsLeft;
    if (problem.resendsLeft)
        json["resends_left"] = *problem.resendsLeft;
    if (problem.kind == ProblemKind::TicketInvalid)
        json["error"] = "invalid_grant"; // RFC 6749 5.2
    service::HttpReply reply{words.status,
                             {{"Content-Type", "application/problem+json"},
                              {"Content-Language", std::string(text::languageName(language))}},
                             {}};
    if (problem.retryAfter) {
        json["retry_after"] = problem.retryAfter->count();
        reply.fields.emplace_back("Retry-After", std::to_string(problem.retryAfter->count()));
    }
    reply.body = json.dump();
    return reply;
}

text::Language languageWanted(std::string_view acceptLanguage) {
    text::Language best = text::Language::Kk;
    int bestQuality = 0;
    while (!acceptLanguage.empty()) {
        const std::string_view item = acceptLanguage.substr(0, acceptLanguage.find(','));
        acceptLanguage.remove_prefix(std::min(item.size() + 1, acceptLanguage.size()));
        const std::string_view range = trimmedWord(item.substr(0, item.find(';')));
        const auto language = text::languageByName(range.substr(0, range.find('-')));
        const int quality = qualityOf(item);
        if (language && quality > bestQuality) {
            best = *language;
            bestQuality = quality;
        }
    }
    return best;
}

} // namespace tanba::reference_portal
